package io.scaph.api.internal.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Calls one plugin. Everything that the plugin throws is caught and reported with the plugin's name. Only errors of the virtual
 * machine itself are rethrown, except a stack overflow, which is an error of the plugin. After a call the thread has the
 * context class loader and the interrupt that it had before. Safe for use by several threads.
 */
public final class PluginGuard {
    /** A call of the plugin. */
    @FunctionalInterface
    public interface Call {
        /**
         * Calls the plugin.
         *
         * @throws Exception whatever the plugin throws
         */
        void run() throws Exception;
    }

    /**
     * A call that returns something.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Query<T> {
        /**
         * Calls the plugin.
         *
         * @return the result
         * @throws Exception whatever the plugin throws
         */
        T get() throws Exception;
    }

    private final Logger logger;
    private final String what;
    private volatile boolean failing;

    /**
     * Guards one plugin, or one thing that it does.
     *
     * @param logger where failures are logged
     * @param what the plugin, by name, as the subject of "failed"
     */
    public PluginGuard(Logger logger, String what) {
        this.logger = logger;
        this.what = what;
    }

    /**
     * Calls the plugin. A failure is logged as a warning once, and at debug level while it repeats. Allocates nothing unless it
     * fails.
     *
     * @param call what to do; it does not see an interrupt that came before
     * @return null if it went well, else the reason in one line, with the plugin's name
     */
    public @Nullable String run(Call call) {
        try {
            attempt(call, true);
            recovered();
            return null;
        } catch (PluginException e) {
            warn(e);
            return e.getMessage();
        }
    }

    /**
     * Calls a listener on a thread that serves it alone. An error of the virtual machine, such as too little memory, may be
     * temporary: it is also logged and not rethrown.
     *
     * @param call what to do
     */
    public void serve(Call call) {
        try {
            run(call);
        } catch (VirtualMachineError e) {
            logger.error("{} failed: {}", what, e.toString());
        }
    }

    /**
     * Calls the plugin for a result. A failure is logged as {@link #run} does.
     *
     * @param query the call
     * @param otherwise the result if the call fails
     * @param <T> the type of the result
     * @return the result
     */
    public <T> T ask(Query<? extends T> query, T otherwise) {
        try {
            T result = require(query);
            recovered();
            return result;
        } catch (PluginException e) {
            warn(e);
            return otherwise;
        }
    }

    /**
     * Calls the plugin for a number. A failure is logged as {@link #run} does. Allocates nothing unless it fails.
     *
     * @param query the call
     * @param otherwise the result if the call fails
     * @return the result
     */
    public long askLong(LongSupplier query, long otherwise) {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        boolean interrupted = Thread.interrupted();
        try {
            long result = query.getAsLong();
            recovered();
            return result;
        } catch (Throwable e) {
            interrupted |= e instanceof InterruptedException;
            warn(failure(e));
            return otherwise;
        } finally {
            restore(thread, loader, interrupted);
        }
    }

    /**
     * Calls the plugin for a result that the caller needs. The caller reports a failure.
     *
     * @param query the call; it does not see an interrupt that came before
     * @param <T> the type of the result
     * @return the result
     * @throws PluginException if the plugin throws anything, or returns null
     */
    public <T> T require(Query<? extends T> query) throws PluginException {
        List<T> result = new ArrayList<>(1);
        try {
            attempt(() -> result.add(Objects.requireNonNull(query.get(), "the result is null")), true);
            return result.get(0);
        } catch (PluginException e) {
            throw logged(e);
        }
    }

    /**
     * Runs a long task of the plugin. An interrupt of this thread ends it. The caller reports a failure.
     *
     * @param call what to do
     * @throws PluginException if the plugin throws anything
     */
    public void runInterruptibly(Call call) throws PluginException {
        try {
            attempt(call, false);
        } catch (PluginException e) {
            throw logged(e);
        }
    }

    /** Calls the plugin; one that is shielded does not see an interrupt that came before. */
    private void attempt(Call call, boolean shielded) throws PluginException {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        boolean interrupted = shielded && Thread.interrupted();
        try {
            call.run();
        } catch (Throwable e) {
            interrupted |= e instanceof InterruptedException;
            throw failure(e);
        } finally {
            restore(thread, loader, interrupted);
        }
    }

    private static void restore(Thread thread, @Nullable ClassLoader loader, boolean interrupted) {
        if (thread.getContextClassLoader() != loader) {
            thread.setContextClassLoader(loader);
        }
        if (interrupted) {
            thread.interrupt();
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            logger.info("{} works again", what);
        }
    }

    private void warn(PluginException failure) {
        if (failing) {
            logger.debug("{} again", failure.getMessage(), failure.thrown());
        } else {
            failing = true;
            logger.warn("{}", failure.getMessage());
            logged(failure);
        }
    }

    private PluginException logged(PluginException failure) {
        logger.debug("{}", failure.getMessage(), failure.thrown());
        return failure;
    }

    private PluginException failure(Throwable thrown) {
        letFatalThrough(thrown);
        return new PluginException(what, reason(thrown), thrown);
    }

    @SuppressWarnings("removal")
    private static void letFatalThrough(Throwable thrown) {
        if (thrown instanceof ThreadDeath death) {
            throw death;
        }
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    /** An exception is also code of the plugin: its {@code getMessage} may throw. */
    private static String reason(Throwable thrown) {
        try {
            if (thrown instanceof Exception && thrown.getMessage() != null) {
                return thrown.getMessage();
            }
            // The message of an error is often just the name of a class.
            Throwable cause = thrown.getCause();
            return thrown + (cause == null ? "" : " (" + cause + ")");
        } catch (RuntimeException | Error e) {
            letFatalThrough(e);
            return thrown.getClass().getName();
        }
    }
}
