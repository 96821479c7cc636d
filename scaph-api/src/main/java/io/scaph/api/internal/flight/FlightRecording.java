package io.scaph.api.internal.flight;

import io.scaph.api.scope.Scope;
import io.scaph.api.snapshot.Snapshot;

/**
 * Tells the JDK's flight recorder what a monitor measures. Its events are off until somebody enables them, and cost next to
 * nothing then. Without the module {@code jdk.jfr} nothing is told, and nothing is missed. Safe for use by several threads.
 */
public interface FlightRecording {
    /** Nobody records. */
    FlightRecording NONE = new FlightRecording() {
        @Override
        public Scope scope(Scope opened) {
            return opened;
        }

        @Override
        public void tick(Snapshot before, Snapshot now) {
            // Nobody to tell.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    /**
     * For one monitor.
     *
     * @return the way to the flight recorder of this JVM; {@link #NONE} if it has none
     */
    static FlightRecording open() {
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            try {
                return new JdkFlightRecording();
            } catch (LinkageError e) {
                // Out of our sight: a class loader that hides it.
                return NONE;
            }
        }
        return NONE;
    }

    /**
     * Takes note of a scope that was just opened.
     *
     * @param opened the scope
     * @return what to use in its place: the same unless scopes are being recorded
     */
    Scope scope(Scope opened);

    /**
     * Takes note of a tick.
     *
     * @param before the tick before it
     * @param now the tick
     */
    void tick(Snapshot before, Snapshot now);

    /** Ends the gaps that are open: nothing more will be known of them. */
    void close();
}
