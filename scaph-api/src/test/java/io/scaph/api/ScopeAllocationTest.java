package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.testing.Allocation;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import org.junit.jupiter.api.Test;

/** What a scope costs in memory, without a listener and with clocks of this process that allocate nothing. */
class ScopeAllocationTest {
    private static final long MOST_BYTES = 200;
    private static final long LONGER_THAN_A_READING_LASTS = 3_000_000;

    private final Domain pkg = Domains.pkg(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final VirtualClock clock = new VirtualClock();

    private final CpuClocks cpu = new CpuClocks() {
        @Override
        public long processNanos() {
            return 1;
        }

        @Override
        public long threadNanos() {
            return 1;
        }
    };

    private Monitor open() throws Exception {
        return Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(new FakeWorkloads(4).clocks(cpu))
                .clock(clock)
                .manualTicks()
                .open();
    }

    @Test
    void aScopeIsAtMostTwoHundredBytes() throws Exception {
        try (Monitor monitor = open()) {
            assertThat(Allocation.bytesPerCall(() -> monitor.scope("request").close()))
                    .isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    /** As when scopes are rare. */
    @Test
    void aScopeForWhichTheCountersAreReadIsAtMostTwiceAsLarge() throws Exception {
        try (Monitor monitor = open()) {
            long bytes = Allocation.bytesPerCall(() -> {
                clock.advance(LONGER_THAN_A_READING_LASTS);
                sensor.add(pkg, 10_000);
                monitor.scope("request").close();
            });

            assertThat(bytes).isLessThanOrEqualTo(2 * MOST_BYTES);
        }
    }
}
