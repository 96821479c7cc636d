package io.scaph.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals that ask for an end, while a command runs: they go on to the command, and whatever it does about them, its
 * end is waited for. A terminal sends Ctrl-C to all in its foreground itself: then the command has it already, and does not
 * get it twice.
 *
 * <p>By {@code sun.misc.Signal}, which the module {@code jdk.unsupported} keeps for want of a successor; found at run time,
 * as compilers warn of it. Without it a signal ends us as it does any JVM, and the command as well.
 */
final class Signals implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Signals.class);
    private static final List<String> NAMES = List.of("HUP", "INT", "TERM");
    private static final String TERMINATE = "TERM";

    private static final Path STAT = Path.of("/proc/self/stat");
    /** Where in a {@code stat}, counted behind the name, the process group is, and that of the terminal's foreground. */
    private static final int GROUP = 2;

    private static final int FOREGROUND = 5;

    private final List<Runnable> undo = new ArrayList<>();
    private final List<String> early = new ArrayList<>();
    private final Thread atShutdown = new Thread(() -> arrived(TERMINATE), "scaph-exec-stop");
    private @Nullable Process process;

    private Signals() {}

    /**
     * Takes them over until it is closed.
     *
     * @throws IllegalStateException if one came before, so that the JVM is about to end
     */
    static Signals take() {
        Signals signals = new Signals();
        // One that came before may begin the shutdown later on: then the command, which we would leave behind, has to
        // end.
        Runtime.getRuntime().addShutdownHook(signals.atShutdown);
        for (String name : NAMES) {
            try {
                signals.handle(name);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                // There are none, or the JVM was started to leave this one alone.
                LOGGER.debug("SIG{} is not passed on", name, e);
            }
        }
        return signals;
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Method handle = signal.getMethod("handle", signal, handler);
        Object own = Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "handle" -> {
                        arrived(name);
                        yield null;
                    }
                    case "equals" -> arguments != null && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> name;
                });
        Object ours = signal.getConstructor(String.class).newInstance(name);
        Object before;
        try {
            before = handle.invoke(null, ours, own);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        }
        undo.add(() -> {
            try {
                handle.invoke(null, ours, before);
            } catch (ReflectiveOperationException e) {
                LOGGER.debug("SIG{} stays as it is", name, e);
            }
        });
    }

    /** From now on, and what has come before. */
    synchronized void passTo(Process started) {
        process = started;
        early.forEach(name -> send(started, name));
        early.clear();
    }

    private synchronized void arrived(String name) {
        if (process == null) {
            early.add(name);
        } else {
            send(process, name);
        }
    }

    private static void send(Process to, String name) {
        if (name.equals(TERMINATE)) {
            to.destroy();
        } else if (!inForeground()) {
            try {
                // Java has no way but this; it costs the command a millisecond of CPU time.
                new ProcessBuilder("kill", "-" + name, Long.toString(to.pid()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                LOGGER.warn("SIG{} could not be passed on, so the command gets SIGTERM: {}", name, e.getMessage());
                to.destroy();
            }
        }
    }

    private static boolean inForeground() {
        try {
            String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[GROUP].equals(fields[FOREGROUND]);
        } catch (IOException | RuntimeException e) {
            // Not Linux. Ctrl-C is what mostly comes.
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
