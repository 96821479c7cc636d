package io.scaph.exporter.top;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.Signals;

/** The signals of a terminal. A JVM without signals sends none. */
final class TerminalSignals implements AutoCloseable {
    private static final String RESIZED = "WINCH";
    private static final String CONTINUED = "CONT";

    private final List<Runnable> restore = new ArrayList<>();

    /**
     * Listens to signals until it is closed.
     *
     * @param resized called when the size of the terminal has changed
     * @param continued called when this process was stopped and continues
     */
    TerminalSignals(Runnable resized, Runnable continued) {
        register(RESIZED, resized);
        register(CONTINUED, continued);
    }

    private void register(String signal, Runnable handler) {
        Object previous = Signals.register(signal, handler, TerminalSignals.class.getClassLoader());
        if (previous != null) {
            restore.add(() -> Signals.unregister(signal, previous));
        }
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
        restore.clear();
    }
}
