package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.linux.counterfile.Heartbeat;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the heartbeat of a tree moves, and when it stands still. */
class QemuHeartbeatTest extends ExportedTrees {
    @Test
    void theHeartbeatMovesAtEachStep() throws Exception {
        Files.createDirectories(base.resolve("web"));
        host.start(10, "web", 0);
        List<Long> beats = new ArrayList<>();
        Hypervisor.Happening look = () -> beats.add(number("web/intel-rapl:0/scaph_heartbeat"));

        host.run(exporter(), look, look, look);

        // Nothing is known yet at the start.
        assertThat(Heartbeat.isWriting(beats.get(0))).isTrue();
        assertThat(beats.get(1)).isEqualTo(beats.get(0) + 1);
        assertThat(beats.get(2)).isEqualTo(beats.get(1) + 2);
    }

    @Test
    void theHeartbeatStandsStillWhileTheHostsEnergyIsUnknown() throws Exception {
        host.start(10, "web", 1);
        List<Boolean> writing = new ArrayList<>();
        Hypervisor.Happening look = () -> writing.add(Heartbeat.isWriting(number("web/intel-rapl:0/scaph_heartbeat")));

        host.run(
                exporter(),
                NOTHING,
                look,
                () -> host.silent(true),
                look,
                () -> {
                    look.happen();
                    host.silent(false);
                },
                look);

        assertThat(writing).containsExactly(false, true, true, false);
        assertThat(energy("web")).isEqualTo(750_000_000);
    }

    @Test
    void theHeartbeatOfAMachineThatEndedStandsStillEvenIfItUsedNothing() throws Exception {
        host.start(10, "web", 0);
        List<Long> beats = new ArrayList<>();
        Hypervisor.Happening look = () -> beats.add(number("web/intel-rapl:0/scaph_heartbeat"));

        host.run(exporter(), NOTHING, () -> host.end(10), look, look);

        assertThat(beats.get(1)).isEqualTo(beats.get(0));
    }

    @Test
    void aRestartOfTheExporterIsANewSession() throws Exception {
        host.start(10, "web", 1);
        host.run(exporter(), NOTHING);
        long first = number("web/intel-rapl:0/scaph_heartbeat");

        host.run(exporter(), NOTHING);

        assertThat(Heartbeat.session(number("web/intel-rapl:0/scaph_heartbeat")))
                .isEqualTo(Heartbeat.session(first) + 1);
    }
}
