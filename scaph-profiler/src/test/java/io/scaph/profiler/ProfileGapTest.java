package io.scaph.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.profiler.internal.division.StackSample;
import io.scaph.profiler.internal.sampling.SampleTally;
import io.scaph.profiler.internal.sampling.StackSampler;
import io.scaph.profiler.internal.sampling.ThreadClocks;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profiles over times whose energy is not known, or not known yet, with the real ledger. */
class ProfileGapTest {
    private final Counter counter = new Counter();
    private final Samples samples = new Samples();
    private Monitor monitor;
    private Balance balance;
    private EnergyProfiler profiler;

    /** A counter of 100 W that can fail, and can begin again at 0. */
    private static final class Counter implements Sensor {
        private final Domain domain = Domain.ofSocket(DomainKind.PACKAGE, 0).at("made up");
        private volatile boolean fails;
        private volatile long startNanos = System.nanoTime() - 3_600_000_000_000L;

        @Override
        public Topology topology() {
            return Topology.of(List.of(domain), List.of(domain));
        }

        @Override
        public void read(RawCounters counters) {
            if (fails) {
                counters.fail(0, "it can't be read");
            } else {
                counters.put(0, (System.nanoTime() - startNanos) / 10);
            }
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    /** Samples of this thread, one per tick, in the method that the test names. */
    private static final class Samples implements StackSampler {
        private final long thread = Thread.currentThread().getId();
        private Consumer<StackSample> to = sample -> {};
        private LongConsumer ticksTo = tick -> {};
        private volatile String method = "a";

        @Override
        public void deliverTo(Consumer<StackSample> receiver, LongConsumer ticks) {
            to = receiver;
            ticksTo = ticks;
        }

        @Override
        public void mark(long tick) {
            to.accept(new StackSample(thread, "test", List.of("main", method), 10_000_000, 1, false));
            ticksTo.accept(tick);
        }

        @Override
        public boolean isByCpuTime() {
            return true;
        }

        @Override
        public long periodNanos() {
            return 10_000_000;
        }

        @Override
        public SampleTally tally() {
            return new SampleTally(1, 0, 0, 0, 0);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    @BeforeEach
    void start() throws Exception {
        monitor = Monitor.builder()
                .sensor("made up", "100 W, mostly", counter)
                .manualTicks()
                .open();
        balance = new Balance(monitor);
        profiler = new EnergyProfiler(
                monitor, monitor.reader(), ThreadClocks.open().orElseThrow(), samples);
        balance.seeTick();
    }

    @AfterEach
    void end() {
        profiler.close();
        monitor.close();
    }

    private EnergyProfile profile(String method) {
        samples.method = method;
        EnergyProfile profile = profiler.profile();
        balance.seeTick();
        balance.check(profile);
        return profile;
    }

    @Test
    void energyThatIsNotKnownYetIsInNoMethodAndLaterInThoseOfItsTime() {
        EnergyProfile before = profile("before");
        counter.fails = true;
        EnergyProfile during = profile("during");
        counter.fails = false;
        EnergyProfile after = profile("after");

        assertThat(during.unknownTime()).isPositive();
        assertThat(during.energy()).isEqualTo(before.energy());
        assertThat(during.method("during")).isEmpty();
        assertThat(after.unknownTime()).isZero();
        assertThat(after.method("during").orElseThrow().self().microjoules()).isPositive();
    }

    @Test
    void theTimeWhoseEnergyIsNeverKnownIsStated() {
        profile("before");
        counter.startNanos = System.nanoTime();
        EnergyProfile reset = profile("reset");
        EnergyProfile after = profile("after");

        assertThat(after.unknownTime()).isPositive().isLessThan(after.duration());
        assertThat(reset.method("reset")).isEmpty();
        assertThat(after.method("after")).isPresent();
        assertThat(after.toString()).contains("is unknown and not included");
    }

    @Test
    void withoutAnyKnownEnergyThereIsNoMethodAndNo0() {
        counter.fails = true;

        EnergyProfile unknown = profile("a");

        assertThat(unknown.methods()).isEmpty();
        assertThat(unknown.unknownTime()).isEqualTo(unknown.duration()).isGreaterThan(Duration.ZERO);
        assertThat(unknown.toString()).startsWith("an unknown energy used by this JVM");
    }
}
