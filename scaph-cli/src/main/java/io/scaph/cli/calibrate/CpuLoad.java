package io.scaph.cli.calibrate;

import io.scaph.api.internal.thread.BackgroundThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Loads the CPUs with threads of this JVM, one for each hardware thread that it may use, which work and rest in periods of 20
 * ms. The periods of the threads are shifted, so that at half load about half of them work at any moment.
 *
 * <p>The work is a mix, as programs are: whole numbers (xorshift), floating point (a chain of multiplications and additions)
 * and memory (reads at random places of a table of 8 MiB, more than most second-level caches hold). Not vectors: code
 * that uses these can take more power at the same load.
 *
 * <p>The threads are daemons, and end with {@link #close()}.
 */
final class CpuLoad implements LoadGenerator {
    private static final long PERIOD_NANOS = 20_000_000;
    /** Some microseconds of work between two reads of the clock. */
    private static final int ROUNDS = 1_000;

    private static final int TABLE_LONGS = 1 << 20;
    private static final int TABLE_MASK = TABLE_LONGS - 1;
    private static final long CLOSE_MILLIS = 500;

    private final long[] table = new long[TABLE_LONGS];
    private final List<Thread> threads = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private volatile double level;
    private volatile boolean closed;
    /** Uses the result of the work, so that the compiler can't remove the work. */
    private final AtomicLong result = new AtomicLong();

    private CpuLoad(int cpus) {
        for (int i = 0; i < table.length; i++) {
            table[i] = i * 0x9E3779B97F4A7C15L;
        }
        for (int i = 0; i < cpus; i++) {
            long shift = PERIOD_NANOS * i / cpus;
            threads.add(BackgroundThreads.create("scaph-load-" + i, () -> run(shift)));
        }
    }

    /**
     * Starts the threads, which rest at first.
     *
     * @return a load generator for all hardware threads that this JVM may use; the caller closes it
     */
    static CpuLoad start() {
        CpuLoad load = new CpuLoad(Runtime.getRuntime().availableProcessors());
        load.threads.forEach(Thread::start);
        return load;
    }

    @Override
    public int cpus() {
        return threads.size();
    }

    @Override
    public void load(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("a load from 0 to 1, not " + part);
        }
        level = part;
        threads.forEach(LockSupport::unpark);
    }

    private void run(long shiftNanos) {
        long seed = shiftNanos + 1;
        while (!closed) {
            double part = level;
            long phase = Math.floorMod(System.nanoTime() - startNanos - shiftNanos, PERIOD_NANOS);
            long busyNanos = (long) (part * PERIOD_NANOS);
            if (part == 0) {
                LockSupport.park(this);
            } else if (phase >= busyNanos) {
                LockSupport.parkNanos(this, PERIOD_NANOS - phase);
            } else {
                seed = work(seed);
            }
        }
        result.addAndGet(seed);
    }

    private long work(long seed) {
        long state = seed;
        double number = 1;
        for (int i = 0; i < ROUNDS; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            number = number * 0.999 + (state & 0xff);
            state += table[(int) state & TABLE_MASK];
        }
        long mixed = state ^ Double.doubleToRawLongBits(number);
        return mixed == 0 ? 1 : mixed;
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(LockSupport::unpark);
        threads.forEach(thread -> BackgroundThreads.join(thread, CLOSE_MILLIS));
    }
}
