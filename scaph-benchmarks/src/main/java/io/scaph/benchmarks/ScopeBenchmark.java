package io.scaph.benchmarks;

import io.scaph.api.Monitor;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
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

/** What a scope costs on a sensor that costs nothing: clocks, counters once in 2 ms, and the objects. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScopeBenchmark {
    private Monitor monitor;

    /**
     * Opens the monitor.
     *
     * @throws Exception if that is not possible
     */
    @Setup
    public void open() throws Exception {
        monitor = Monitor.builder()
                .sensor("simulated", "10 W for ever", new TenWatts())
                .open();
    }

    /** Closes the monitor. */
    @TearDown
    public void close() {
        monitor.close();
    }

    /**
     * Opens a scope and closes it.
     *
     * @return the scope, for the eyes of JMH
     */
    @Benchmark
    public io.scaph.api.scope.Scope openAndClose() {
        io.scaph.api.scope.Scope scope = monitor.scope("request");
        scope.close();
        return scope;
    }

    /**
     * Opens a scope, closes it and asks for its energy.
     *
     * @return the energy
     */
    @Benchmark
    public Object openCloseAndAsk() {
        return openAndClose().energy();
    }

    private static final class TenWatts implements Sensor {
        private static final long NANOS_PER_MICROJOULE = 100;

        private final Topology topology;

        TenWatts() {
            List<Domain> domains =
                    List.of(Domain.ofSocket(DomainKind.PACKAGE, 0).at("simulated"));
            topology = Topology.of(domains, domains);
        }

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public void read(RawCounters counters) {
            counters.put(0, (System.nanoTime() & Long.MAX_VALUE) / NANOS_PER_MICROJOULE);
        }

        @Override
        public void close() {}
    }
}
