package io.scaph.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A counter that moves on its own, such as a real {@code energy_uj}. */
record LiveCounter(Path path) implements MovingFile {
    /** RAPL counters move about every millisecond. */
    private static final long STEP_NANOS = 3_000_000;

    @Override
    public void move() {
        LockSupport.parkNanos(STEP_NANOS);
    }

    @Override
    public void close() {}
}
