package io.scaph.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.profiler.internal.division.StackSample;
import io.scaph.profiler.internal.sampling.SampleTally;
import io.scaph.profiler.internal.sampling.StackSampler;
import io.scaph.profiler.internal.sampling.ThreadClocks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A profiler whose sampler is simulated. */
class EnergyProfilerTest {
    private Monitor monitor;
    private Balance balance;
    private final OneSamplePerTick sampler = new OneSamplePerTick();
    private EnergyProfiler profiler;

    /** Delivers a sample of this thread at each tick. */
    private static final class OneSamplePerTick implements StackSampler {
        private final long thread = Thread.currentThread().getId();
        private Consumer<StackSample> samples = sample -> {};
        private LongConsumer ticks = tick -> {};
        private int delivered;
        private volatile boolean delivers = true;
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public void deliverTo(Consumer<StackSample> to, LongConsumer tickTo) {
            samples = to;
            ticks = tickTo;
        }

        @Override
        public void mark(long tick) {
            if (delivers) {
                delivered++;
                samples.accept(new StackSample(thread, "test", List.of("main", "a"), 10_000_000, 1, false));
                ticks.accept(tick);
            }
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
            return new SampleTally(delivered, 0, 0, 0, 0);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @BeforeEach
    void start() throws Exception {
        monitor = Monitor.builder()
                .sensor("made up", "100 W for ever", new HundredWatts())
                .details(Set.of(WorkloadDetail.JVM))
                .manualTicks()
                .open();
        balance = new Balance(monitor);
        SnapshotReader reader = monitor.reader();
        profiler = new EnergyProfiler(monitor, reader, ThreadClocks.open().orElseThrow(), sampler);
        balance.seeTick();
    }

    @AfterEach
    void end() {
        profiler.close();
        monitor.close();
    }

    @Test
    void aProfileEndsWithItsRequestAndAddsUp() {
        EnergyProfile profile = profiler.profile();

        balance.seeTick();
        balance.check(profile);
        assertThat(profile.to()).isEqualTo(monitor.reader().latest().time());
        assertThat(profile.samples().taken()).isEqualTo(1);
        assertThat(profile.method("a")).isPresent();
        assertThat(profile.method("b")).isEmpty();
    }

    @Test
    void aLaterProfileHasEverythingFromTheStart() {
        EnergyProfile first = profiler.profile();
        EnergyProfile second = profiler.stop();

        balance.seeTick();
        balance.check(second);
        assertThat(second.from()).isEqualTo(first.from());
        assertThat(second.energy()).isGreaterThan(first.energy());
        assertThat(second.samples().taken()).isEqualTo(2);
    }

    @Test
    void theProfileOfAStoppedProfilerStaysTheSame() {
        EnergyProfile last = profiler.stop();

        assertThat(profiler.stop()).isSameAs(last);
        assertThat(profiler.profile()).isSameAs(last);
        assertThat(sampler.closed.get()).isPositive();
    }

    @Test
    void samplesThatAreNotDeliveredLeaveTheirEnergyUnsampled() {
        sampler.delivers = false;

        EnergyProfile profile = profiler.profile();

        balance.seeTick();
        balance.check(profile);
        assertThat(profile.energy().microjoules()).isPositive();
        assertThat(profile.unsampled()).isEqualTo(profile.application());
    }

    @Test
    void anInterruptStaysPending() {
        Thread.currentThread().interrupt();

        EnergyProfile profile = profiler.profile();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(profile.samples().taken()).isEqualTo(1);
    }

    @Test
    void withAClosedMonitorTheProfileEndsWithItsLastTick() {
        EnergyProfile open = profiler.profile();
        monitor.close();

        EnergyProfile closed = profiler.stop();

        assertThat(closed.energy()).isGreaterThanOrEqualTo(open.energy());
    }

    @Test
    void aPeriodThatGivesNoMoreSamplesIsRefused() {
        assertThatThrownBy(() -> EnergyProfiler.start(monitor, Duration.ofMillis(9)))
                .hasMessage("the period of samples must be from 10 ms to 1 s, not 9 ms");
        assertThatThrownBy(() -> EnergyProfiler.start(monitor, Duration.ofSeconds(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
