package io.scaph.cli.exec;

import io.scaph.api.internal.text.KernelText;
import io.scaph.cli.command.CommandException;
import io.scaph.linux.command.InheritedState;
import io.scaph.linux.command.SignalSet;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a command by the JVM: the way without native code. */
final class JvmStart extends CommandStart {
    private static final Logger LOGGER = LoggerFactory.getLogger(JvmStart.class);

    private static final int SIGTERM = 15;

    private final InheritedState inherited;

    JvmStart(InheritedState inherited) {
        super(!inherited.received().isEmpty());
        this.inherited = inherited;
    }

    @Override
    Running launch(List<String> command) throws CommandException {
        boolean blocked = !inherited.received().isEmpty();
        ProcessBuilder builder = new ProcessBuilder(blocked ? unblocking(command) : command).inheritIO();
        restore(builder.environment());
        try {
            Running running = running(builder.start());
            if (blocked) {
                PendingSignals.watch(running.send());
            }
            return running;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            throw Executable.whyNot(command.get(0), reason, reason.contains("error=2,"));
        }
    }

    /** A child has the signals blocked that the launcher blocked in this process; env(1) unblocks them. */
    private List<String> unblocking(List<String> command) {
        List<String> all = new ArrayList<>();
        if (!command.get(0).contains("=")) {
            SignalSet lost = inherited.received().without(inherited.blocked()).without(inherited.ignored());
            String numbers = lost.numbers().stream().map(String::valueOf).collect(Collectors.joining(","));
            all.addAll(List.of("/usr/bin/env", "--default-signal=" + numbers, "--"));
        }
        all.addAll(command);
        return all;
    }

    /** Removes the variables that the launcher added, and restores those that it removed. */
    private void restore(Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (String entry : inherited.environment()) {
            String text = new String(KernelText.rawBytes(entry), Charset.defaultCharset());
            int equals = text.indexOf('=');
            if (equals > 0) {
                given.putIfAbsent(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        environment.keySet().retainAll(given.keySet());
        given.forEach((name, value) -> environment.putIfAbsent(name, value));
    }

    private static Running running(Process process) {
        return new Running(
                nanos -> process.waitFor(nanos, TimeUnit.NANOSECONDS),
                process::exitValue,
                signal -> send(process, signal));
    }

    private static void send(Process process, int signal) {
        if (signal == SIGTERM) {
            process.destroy();
        } else if (process.isAlive()) {
            kill(process, signal);
        }
    }

    /** Uses another process, because the JVM can't send other signals. It costs the command a millisecond of CPU time. */
    private static void kill(Process process, int signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LOGGER.warn("signal {} could not be passed on, so the command gets SIGTERM: {}", signal, e.getMessage());
            process.destroy();
        }
    }
}
