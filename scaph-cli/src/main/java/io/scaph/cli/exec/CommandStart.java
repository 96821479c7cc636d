package io.scaph.cli.exec;

import io.scaph.cli.command.CommandException;
import io.scaph.linux.command.CommandLauncher;
import io.scaph.linux.command.InheritedState;
import io.scaph.linux.command.SignalRelay;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a command is started, and how signals reach it. */
abstract class CommandStart implements AutoCloseable {
    /**
     * A command that runs, or has run.
     *
     * @param end waits for its end
     * @param exitCode its exit code once it has ended; 128 and the number of the signal if a signal ended it
     * @param send sends it a signal by its number, unless it has ended
     */
    record Running(End end, IntSupplier exitCode, IntConsumer send) {}

    /** The end of a command. */
    @FunctionalInterface
    interface End {
        /** Waits for it, up to a time; returns whether the command has ended. */
        boolean await(long nanos) throws InterruptedException;
    }

    private final boolean areSignalsBlocked;
    private @Nullable Signals signals;

    /** @param areSignalsBlocked whether {@link #launch} passes on the signals, which the JVM can't receive then */
    CommandStart(boolean areSignalsBlocked) {
        this.areSignalsBlocked = areSignalsBlocked;
    }

    /** Starts it; from then on signals go to it. */
    final Running start(List<String> command) throws CommandException, IOException {
        if (areSignalsBlocked) {
            return launch(command);
        }
        // First: a signal that arrives while the command starts must not end this process alone.
        Signals taken = Signals.take(command.get(0));
        signals = taken;
        Running running = launch(command);
        taken.passTo(running.send());
        return running;
    }

    abstract Running launch(List<String> command) throws CommandException, IOException;

    @Override
    public void close() {
        if (signals != null) {
            signals.close();
        }
    }

    /**
     * Opens the native start, which passes all state of this process to a command; where it can't be used, the JVM's own start.
     *
     * @param jvmOptions what every JVM that is started gets as options
     */
    static CommandStart open(Optional<String> jvmOptions) throws IOException {
        Logger logger = LoggerFactory.getLogger(CommandStart.class);
        InheritedState own = InheritedState.read();
        InheritedState inherited = jvmOptions
                .map(options -> own.append("JAVA_TOOL_OPTIONS", options))
                .orElse(own);
        try {
            CommandLauncher launcher = CommandLauncher.open(inherited);
            inherited.unknown().forEach(unknown -> logger.warn("the command is not given {}", unknown));
            return new NativeStart(launcher, inherited.received().isEmpty() ? null : SignalRelay.start(inherited));
        } catch (IOException e) {
            logger.warn(
                    "the command is started by the JVM, which gives it no descriptors from 3 on, and of its arguments and"
                            + " environment only what the locale can encode, because {}",
                    e.getMessage());
            return new JvmStart(inherited);
        }
    }
}
