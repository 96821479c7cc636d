package io.scaph.cli.exec;

import io.scaph.api.internal.text.KernelText;
import io.scaph.cli.command.CommandException;
import io.scaph.linux.command.CommandLauncher;
import io.scaph.linux.command.LaunchException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a command by native code, where signals have to be received by the JVM. */
final class NativeStart implements CommandStart {
    private static final Logger LOGGER = LoggerFactory.getLogger(NativeStart.class);

    private static final int SIGQUIT = 3;

    private final CommandLauncher launcher;
    private @Nullable Signals signals;

    NativeStart(CommandLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Running start(List<String> command) throws CommandException, IOException {
        // First: none that comes while the command starts ends this process alone.
        Signals taken = Signals.take(command.get(0));
        signals = taken;
        // Its dump of the JVM's threads would be part of the command's output.
        launcher.ignore(SIGQUIT);
        LOGGER.info(
                "SIGQUIT and some rare signals are not passed on: that needs bin/scaph, and env of GNU coreutils 8.31");
        try {
            Running running = RelayedStart.running(
                    launcher.start(command.stream().map(KernelText::rawBytes).toList()));
            taken.passTo(running);
            return running;
        } catch (LaunchException e) {
            throw Executable.whyNot(command.get(0), String.valueOf(e.getMessage()), e.isMissing());
        }
    }

    @Override
    public void close() {
        if (signals != null) {
            signals.close();
        }
    }
}
