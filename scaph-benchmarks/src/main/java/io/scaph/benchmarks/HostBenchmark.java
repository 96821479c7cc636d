package io.scaph.benchmarks;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.internal.tick.Tick;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A host of 2 sockets and 8 domains: its counters read, and all the way from there to the ledger of 50 processes. The
 * counters are files in memory; that they are written first is in the time, and allocates nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HostBenchmark {
    private static final int PROCESSES = 50;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private SimulatedZones zones;
    private Sensor sensor;
    private RawCounters readings;
    private Tick tick;
    private long nanos;

    /**
     * Lays out and opens the host.
     *
     * @throws Exception if that is not possible
     */
    @Setup
    public void open() throws Exception {
        zones = new SimulatedZones();
        sensor = zones.tree().open();
        readings = new CounterReadings(ZoneTree.ZONES.size());
        tick = new Tick(
                List.of(new OpenSensor(
                        new SensorName("powercap", "8 zones"), zones.tree().open())),
                new BusyProcesses(PROCESSES),
                new Clock(),
                AllocationPolicy.CAPACITY);
        tick.account();
    }

    /** What the other benchmarks take only to make the counters move. */
    @Benchmark
    public void move() {
        zones.pass(1);
        nanos += NANOS_PER_MILLI;
    }

    /**
     * Reads 8 zones.
     *
     * @return the readings
     */
    @Benchmark
    public RawCounters readings() {
        move();
        sensor.read(readings);
        return readings;
    }

    /** Reads 8 zones and accounts for their energy. */
    @Benchmark
    public void readingsToLedger() {
        move();
        tick.account();
    }

    /**
     * Checks that there was energy to account for, and leaves nothing behind.
     *
     * @throws Exception if that is not possible
     */
    @TearDown
    public void close() throws Exception {
        tick.account();
        move();
        Snapshot end = tick.run(Long.MAX_VALUE);
        if (end.host().energy().microjoules() == 0 || end.processes().size() != PROCESSES) {
            throw new IllegalStateException("nothing was accounted for: " + end.host());
        }
        sensor.close();
        tick.close();
        zones.close();
    }

    /** A millisecond passes with each move. */
    private final class Clock implements NanoClock {
        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleepUntil(long deadlineNanos) {
            throw new UnsupportedOperationException();
        }
    }
}
