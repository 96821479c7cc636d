package io.scaph.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine of 2 CPUs and a GPU. */
class SimulatedUseTest {
    private static final long JOULE = 1_000_000;

    private final Domain cpu = Domain.ofSocket(DomainKind.PACKAGE, 0).at("cpu");
    private final Domain gpu = Domain.of("gpu-0", DomainKind.GPU).at("gpu");
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine = new SimulatedMachine(
                    clock, 2, Topology.of(List.of(cpu, gpu), List.of(cpu, gpu)))
            .watts("package-0", 20)
            .watts("gpu-0", 100)
            .run(1, "trainer", 1)
            .run(2, "shell", 0.5);

    private static long joules(Snapshot snapshot, String name) {
        return snapshot.processes().stream()
                .filter(line -> line.process().name().equals(name))
                .mapToLong(one -> one.energy().microjoules())
                .sum();
    }

    @Test
    void aProcessIsChargedForTheTimeThatADeviceWorksForIt() {
        machine.use("gpu-0", 1, 0.75);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            clock.advance(Duration.ofSeconds(4));
            Snapshot working = reader.refresh();
            machine.end(1);
            clock.advance(Duration.ofSeconds(1));
            Snapshot ended = reader.refresh();

            assertThat(joules(working, "trainer")).isEqualTo((4 * 10 + 4 * 75) * JOULE);
            assertThat(joules(working, "shell")).isEqualTo(4 * 5 * JOULE);
            assertThat(((TickSnapshot) ended).balance().devices().get(0).idle().microjoules())
                    .isEqualTo((4 * 25 + 100) * JOULE);
        }
    }

    @Test
    void aDeviceOfUnknownUseIsUnattributed() {
        machine.use("gpu-0", 1, 0.75);
        try (Monitor monitor = machine.monitor();
                SnapshotReader reader = monitor.reader()) {
            machine.useKnown("gpu-0", false);
            clock.advance(Duration.ofSeconds(1));
            Snapshot unknown = reader.refresh();
            machine.useKnown("gpu-0", true);
            clock.advance(Duration.ofSeconds(1));

            assertThat(unknown.unattributed().microjoules()).isEqualTo(100 * JOULE);
            assertThat(joules(reader.refresh(), "trainer")).isEqualTo((2 * 10 + 75) * JOULE);
        }
    }
}
