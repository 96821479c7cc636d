package io.scaph.sensor.gpu.internal.drm;

import io.scaph.linux.counterfile.HeldFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Whether a device sleeps (runtime power management, Documentation/power/runtime_pm.rst). On many kernels reading a sensor
 * of a card that sleeps wakes it, and a reader that returns every second keeps it awake: measuring would drain a laptop's
 * battery.
 */
final class RuntimeStatus implements AutoCloseable {
    private static final ByteBuffer SUSPENDED =
            ByteBuffer.wrap("suspended".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

    private final HeldFile file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(32);

    RuntimeStatus(Path device) {
        file = new HeldFile(device.resolve("power/runtime_status"));
    }

    /** Whether it sleeps now; false if that is unknown. */
    boolean isAsleep() {
        try {
            if (file.read(buffer) < SUSPENDED.limit()) {
                return false;
            }
            buffer.position(0).limit(SUSPENDED.limit());
            return buffer.equals(SUSPENDED);
        } catch (IOException e) {
            file.close();
            return false;
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
