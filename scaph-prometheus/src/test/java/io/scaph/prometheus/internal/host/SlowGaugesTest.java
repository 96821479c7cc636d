package io.scaph.prometheus.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.host.SlowGauges.ProcessReading;
import io.scaph.prometheus.internal.view.Amount;
import io.scaph.prometheus.internal.view.PublishedLine;
import io.scaph.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SlowGaugesTest {
    private static final ProcessInfo PROCESS = ProcessInfo.of(17, Instant.EPOCH, "server");

    private final VirtualClock clock = new VirtualClock();
    private volatile long memory = 1;
    private volatile long cpuNanos = 1;
    private volatile CountDownLatch permit = new CountDownLatch(0);
    private final SlowGauges gauges = new SlowGauges(this::lines, process -> read(), HostRoots.STANDARD, clock);

    private List<PublishedLine<ProcessInfo>> lines() {
        return List.of(new PublishedLine<>(
                LabelSet.NONE, PROCESS, new Amount(0, 0, 0), new Amount(0, 0, cpuNanos), new Amount(0, 0, 0), false));
    }

    private Optional<Resources> read() {
        try {
            permit.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Optional.of(Resources.of(memory, 0, OptionalLong.empty(), OptionalLong.empty()));
    }

    private long shown() {
        ProcessReading reading = gauges.latest().processes().get(PROCESS.identity());
        return reading == null ? 0 : reading.resources().memoryBytes();
    }

    private long shownAfterSeconds(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        return shown();
    }

    @Test
    void aRequestReadsUnlessTheValuesAreFresh() {
        assertThat(shown()).isEqualTo(1);

        memory = 2;
        cpuNanos = 2;
        assertThat(shownAfterSeconds(4)).isEqualTo(1);
        assertThat(shownAfterSeconds(1)).isEqualTo(2);
    }

    @Test
    void aProcessThatDidNotRunIsReadEveryEighthTime() {
        assertThat(shown()).isEqualTo(1);

        memory = 2;
        List<Long> shown = new ArrayList<>();
        for (int reading = 0; reading < 8; reading++) {
            shown.add(shownAfterSeconds(5));
        }
        assertThat(shown).contains(2L).startsWith(1L);
        cpuNanos = 2;
        memory = 3;
        assertThat(shownAfterSeconds(5)).isEqualTo(3);
    }

    @Test
    void aReadingThatHangsDelaysOneRequestAndItsValuesAreForgotten() {
        assertThat(shown()).isEqualTo(1);

        permit = new CountDownLatch(1);
        cpuNanos = 2;
        assertThat(shownAfterSeconds(5)).isEqualTo(1);
        long begin = System.nanoTime();
        assertThat(shownAfterSeconds(5)).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(900));
        assertThat(shownAfterSeconds(25)).isZero();
        permit.countDown();
    }
}
