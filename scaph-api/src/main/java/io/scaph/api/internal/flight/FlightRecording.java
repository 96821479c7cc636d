package io.scaph.api.internal.flight;

import io.scaph.api.scope.Scope;
import io.scaph.api.snapshot.Snapshot;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records what a monitor measures by the JDK's flight recorder. Its events are off unless they are enabled, and cost next to
 * nothing while they are off. Without the module {@code jdk.jfr} nothing is recorded. Safe for use by several threads.
 */
public interface FlightRecording {
    /** Records nothing. */
    FlightRecording NONE = new FlightRecording() {};

    /**
     * Opens the recording of one monitor.
     *
     * @return what records in this JVM; {@link #NONE} if it has no flight recorder
     */
    static FlightRecording open() {
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            try {
                return new DeferredFlightRecording();
            } catch (LinkageError e) {
                // A class loader hides the module.
                return NONE;
            }
        }
        return NONE;
    }

    /**
     * Begins the event of a scope that was just opened.
     *
     * @return what to call with the scope once it is closed; null unless scopes are being recorded
     */
    default @Nullable Consumer<Scope> beginScope() {
        return null;
    }

    /**
     * Records a tick.
     *
     * @param before the tick before it
     * @param now the tick
     */
    default void tick(Snapshot before, Snapshot now) {}

    /** Ends the gaps that are open: nothing more will be known of them. */
    default void close() {}
}
