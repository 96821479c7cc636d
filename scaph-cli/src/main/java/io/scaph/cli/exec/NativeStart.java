package io.scaph.cli.exec;

import io.scaph.cli.command.CommandException;
import io.scaph.linux.command.CommandLauncher;
import io.scaph.linux.command.LaunchException;
import io.scaph.linux.command.LaunchedCommand;
import io.scaph.linux.command.SignalRelay;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a command by native code. A relay passes on each signal unchanged; without a relay, the JVM receives the signals that
 * it can.
 */
final class NativeStart extends CommandStart {
    private static final Logger LOGGER = LoggerFactory.getLogger(NativeStart.class);

    private static final int SIGQUIT = 3;

    private final CommandLauncher launcher;
    private final @Nullable SignalRelay relay;

    NativeStart(CommandLauncher launcher, @Nullable SignalRelay relay) {
        super(relay != null);
        this.launcher = launcher;
        this.relay = relay;
    }

    @Override
    Running launch(List<String> command) throws CommandException, IOException {
        try {
            if (relay != null) {
                return running(relay.start(launcher, command));
            }
            // The JVM's dump of its threads would be part of the command's output.
            launcher.ignore(SIGQUIT);
            LOGGER.info(
                    "SIGQUIT and some rare signals are not passed on: that needs bin/scaph, and env of GNU coreutils 8.31");
            return running(launcher.start(command));
        } catch (LaunchException e) {
            throw Executable.whyNot(command.get(0), String.valueOf(e.getMessage()), e.isMissing());
        }
    }

    private static Running running(LaunchedCommand launched) {
        return new Running(launched::awaitEnd, launched::exitCode, launched::send);
    }
}
