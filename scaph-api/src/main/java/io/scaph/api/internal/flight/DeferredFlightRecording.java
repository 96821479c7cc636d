package io.scaph.api.internal.flight;

import io.scaph.api.scope.Scope;
import io.scaph.api.snapshot.Snapshot;
import java.util.function.Consumer;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** Records nothing until the flight recorder is used, as the JVM takes tens of milliseconds to register the events. */
final class DeferredFlightRecording implements FlightRecording {
    private volatile FlightRecording recording = NONE;

    /** Makes a recording, which fails if a class loader hides the module {@code jdk.jfr}. */
    DeferredFlightRecording() {
        started();
    }

    private FlightRecording started() {
        return recording != NONE || !FlightRecorder.isInitialized() ? recording : start();
    }

    private synchronized FlightRecording start() {
        if (recording == NONE) {
            recording = new JdkFlightRecording();
        }
        return recording;
    }

    @Override
    public @Nullable Consumer<Scope> beginScope() {
        return started().beginScope();
    }

    @Override
    public void tick(Snapshot before, Snapshot now) {
        started().tick(before, now);
    }

    @Override
    public void close() {
        recording.close();
    }
}
