package io.scaph.api.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.host.HostCounters;
import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeSensorProvider;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SensorSearchTest {
    private static final PluginSetup SETUP = PluginSetup.standard();

    @Test
    void aSensorThatOpensAfterTheMonitorWasClosedIsClosed() throws Exception {
        FakeSensor used = FakeSensor.of(Domains.estimated(0));
        FakeSensor late = FakeSensor.of(Domains.estimated(0));
        FakeSensorProvider fallback =
                new FakeSensorProvider("fallback").priority(() -> 0).opening(() -> used);
        HostCounters counters = new HostCounters(
                Selection.sensors("fallback", List.of(fallback), SETUP), NanoClock.SYSTEM, AllocationKey::of);
        FakeSensorProvider better = new FakeSensorProvider("better")
                .priority(() -> 100)
                .opening(() -> {
                    counters.close();
                    return late;
                });
        SensorSearch search =
                new SensorSearch(true, List.of(better, fallback), SETUP, UnaryOperator.identity(), counters);

        search.look();

        assertThat(late.closes()).isEqualTo(1);
        assertThat(used.closes()).isEqualTo(1);
    }
}
