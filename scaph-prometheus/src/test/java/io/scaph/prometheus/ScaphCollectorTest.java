package io.scaph.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a host of 100 W. */
@Timeout(30)
class ScaphCollectorTest {
    private static final Domain PACKAGE = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");

    private final VirtualClock clock = new VirtualClock();
    private final Monitor monitor = new SimulatedMachine(clock, 4, Topology.of(List.of(PACKAGE), List.of(PACKAGE)))
            .watts("package-0", 100)
            .monitor();
    private final SnapshotReader ticks = monitor.reader();

    @AfterEach
    void close() {
        ticks.close();
        monitor.close();
    }

    private static double hostJoules(PrometheusRegistry registry) {
        for (MetricSnapshot family : registry.scrape()) {
            if (family instanceof CounterSnapshot counter
                    && family.getMetadata().getPrometheusName().equals("hw_host_energy_joules")) {
                return counter.getDataPoints().get(0).getValue();
            }
        }
        throw new AssertionError("the host is missing");
    }

    @Test
    void theMetricsAreInTheRegistryOfTheApplication() throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        try (ScaphCollector collector = ScaphCollector.open(monitor, MetricSchema.SEMCONV)) {
            registry.register(collector);
            clock.advance(Duration.ofSeconds(1));
            ticks.refresh();
            while (hostJoules(registry) == 0) {
                Thread.sleep(5);
            }
            assertThat(hostJoules(registry)).isEqualTo(100);
        }
    }

    @Test
    void anImpossibleLimitIsRefusedByTheNameOfTheParameter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScaphCollector.open(monitor, MetricSchema.SEMCONV, -1))
                .withMessage("mostProcesses must be 0 or more, not -1");
    }
}
