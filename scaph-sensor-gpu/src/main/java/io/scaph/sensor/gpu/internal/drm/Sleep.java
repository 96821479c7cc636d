package io.scaph.sensor.gpu.internal.drm;

import io.scaph.linux.counterfile.HeldFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Whether a device sleeps (runtime power management, Documentation/power/runtime_pm.rst). To read a sensor of a card that sleeps
 * wakes it, on many kernels, and a reader that comes back every second keeps it awake: a laptop's battery would pay for
 * being measured.
 */
final class Sleep implements AutoCloseable {
    private static final byte[] SUSPENDED = {'s', 'u', 's', 'p', 'e', 'n', 'd', 'e', 'd'};

    private final HeldFile status;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(32);

    Sleep(Path device) {
        status = new HeldFile(device.resolve("power/runtime_status"));
    }

    /** Whether it sleeps now; false if that is not told. */
    boolean isAsleep() {
        try {
            int length = status.read(buffer);
            if (length < SUSPENDED.length) {
                return false;
            }
            for (int i = 0; i < SUSPENDED.length; i++) {
                if (buffer.get(i) != SUSPENDED[i]) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            status.close();
            return false;
        }
    }

    @Override
    public void close() {
        status.close();
    }
}
