package io.scaph.api.internal.flight;

import io.scaph.api.scope.Scope;
import io.scaph.api.snapshot.Snapshot;

/**
 * Records what a monitor measures by the JDK's flight recorder. Its events are off unless they are enabled, and cost next to
 * nothing while they are off. Without the module {@code jdk.jfr} nothing is recorded. Safe for use by several threads.
 */
public interface FlightRecording {
    /** Records nothing. */
    FlightRecording NONE = new FlightRecording() {
        @Override
        public Scope scope(Scope opened) {
            return opened;
        }

        @Override
        public void tick(Snapshot before, Snapshot now) {
            // Records nothing.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    /**
     * For one monitor.
     *
     * @return what records in this JVM; {@link #NONE} if it has no flight recorder
     */
    static FlightRecording open() {
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            try {
                return new JdkFlightRecording();
            } catch (LinkageError e) {
                // A class loader hides the module.
                return NONE;
            }
        }
        return NONE;
    }

    /**
     * Records a scope that was just opened.
     *
     * @param opened the scope
     * @return what to use in its place: the same unless scopes are being recorded
     */
    Scope scope(Scope opened);

    /**
     * Records a tick.
     *
     * @param before the tick before it
     * @param now the tick
     */
    void tick(Snapshot before, Snapshot now);

    /** Ends the gaps that are open: nothing more will be known of them. */
    void close();
}
