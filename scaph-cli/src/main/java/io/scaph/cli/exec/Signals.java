package io.scaph.cli.exec;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.cli.command.CommandException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals that the JVM can receive while a command runs, where it can't receive all: they are passed to the command, and
 * this process waits for its end. A terminal sends Ctrl-C to all processes in its foreground: the command has already received
 * it.
 *
 * <p>By {@code sun.misc.Signal} of the module {@code jdk.unsupported}, which has no successor; found at run time, as
 * compilers warn of it. Without it a signal ends this process and the command.
 */
final class Signals implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Signals.class);

    private static final Set<String> OF_TERMINAL = Set.of("HUP", "INT", "WINCH", "CONT");
    private static final List<String> NAMES =
            List.of("HUP", "INT", "TERM", "USR1", "ALRM", "CONT", "WINCH", "URG", "IO", "PWR", "PROF", "VTALRM");
    private static final int SIGTERM = 15;

    /** The exit code of shells for a command that SIGTERM ended; the JVM ends with the code of the received signal. */
    private static final int TERMINATED = 143;

    private static final Path STAT = Path.of("/proc/self/stat");
    /** The positions in a {@code stat}, counted after the name, of the process group and of the terminal's foreground group. */
    private static final int GROUP = 2;

    private static final int FOREGROUND = 5;

    private final List<Runnable> undo = new ArrayList<>();
    private final List<Integer> early = new ArrayList<>();
    private final Thread atShutdown = BackgroundThreads.create("scaph-exec-stop", () -> arrived(SIGTERM));
    private @Nullable IntConsumer command;

    private Signals() {}

    /**
     * Receives them until it is closed.
     *
     * @param command the name of the command that is started next
     * @throws CommandException if one came before, so that the JVM is about to end
     */
    static Signals take(String command) throws CommandException {
        Signals signals = new Signals();
        try {
            // A signal from before may start the shutdown later: the command must not keep running.
            Runtime.getRuntime().addShutdownHook(signals.atShutdown);
        } catch (IllegalStateException e) {
            throw CommandException.notStarted(TERMINATED, command + " is not run: a signal ended scaph before");
        }
        for (String name : NAMES) {
            try {
                signals.handle(name);
            } catch (ReflectiveOperationException e) {
                // This platform has no such signal, or the JVM was started to leave it alone.
                LOGGER.debug("SIG{} is not passed on", name, e);
            }
        }
        return signals;
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Method handle = signal.getMethod("handle", signal, handler);
        Object ours = signal.getConstructor(String.class).newInstance(name);
        int number = (int) signal.getMethod("getNumber").invoke(ours);
        Runnable pass = () -> {
            if (!OF_TERMINAL.contains(name) || !inForeground()) {
                arrived(number);
            }
        };
        MethodHandle run = MethodHandles.publicLookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(pass);
        Object own = MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
        Object before = handle.invoke(null, ours, own);
        undo.add(() -> {
            try {
                handle.invoke(null, ours, before);
            } catch (ReflectiveOperationException e) {
                LOGGER.debug("SIG{} stays as it is", name, e);
            }
        });
    }

    /** Sends the command all signals from now on, and those received before. */
    synchronized void passTo(IntConsumer started) {
        command = started;
        early.forEach(started::accept);
        early.clear();
    }

    private synchronized void arrived(int signal) {
        if (command == null) {
            early.add(signal);
        } else {
            command.accept(signal);
        }
    }

    private static boolean inForeground() {
        try {
            String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[GROUP].equals(fields[FOREGROUND]);
        } catch (IOException | RuntimeException e) {
            // Not Linux. Ctrl-C is the most frequent signal.
            return true;
        }
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            LOGGER.debug("the JVM is about to end", e);
        }
    }
}
