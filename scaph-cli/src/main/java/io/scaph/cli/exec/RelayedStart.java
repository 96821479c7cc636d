package io.scaph.cli.exec;

import io.scaph.api.internal.text.KernelText;
import io.scaph.cli.command.CommandException;
import io.scaph.linux.command.CommandLauncher;
import io.scaph.linux.command.LaunchException;
import io.scaph.linux.command.LaunchedCommand;
import io.scaph.linux.command.SignalRelay;
import java.io.IOException;
import java.util.List;

/** Starts a command by native code, and passes on each signal as it came. */
final class RelayedStart implements CommandStart {
    private final CommandLauncher launcher;
    private final SignalRelay relay;

    RelayedStart(CommandLauncher launcher, SignalRelay relay) {
        this.launcher = launcher;
        this.relay = relay;
    }

    @Override
    public Running start(List<String> command) throws CommandException, IOException {
        List<byte[]> arguments = command.stream().map(KernelText::rawBytes).toList();
        try {
            return running(relay.passTo(() -> launcher.start(arguments)));
        } catch (LaunchException e) {
            throw Executable.whyNot(command.get(0), String.valueOf(e.getMessage()), e.isMissing());
        }
    }

    static Running running(LaunchedCommand launched) {
        return new Running() {
            @Override
            public boolean awaitEnd(long nanos) throws InterruptedException {
                return launched.awaitEnd(nanos);
            }

            @Override
            public int exitCode() {
                return launched.exitCode();
            }

            @Override
            public void send(int signal) {
                launched.send(signal);
            }
        };
    }

    @Override
    public void close() {
        // Signals are received for as long as this process lives.
    }
}
