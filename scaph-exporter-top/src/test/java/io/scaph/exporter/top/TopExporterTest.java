package io.scaph.exporter.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopExporterTest {
    private static final String ENTER = "\u001b[?1049h";
    private static final String LEAVE = "\u001b[?1049l";

    private static void run(OutputStream output, String keys) throws Exception {
        Domain domain = Domain.of("wall", DomainKind.WALL);
        SimulatedMachine machine = new SimulatedMachine(
                        new VirtualClock(), 4, Topology.of(List.of(domain), List.of(domain)))
                .watts("wall", 50)
                .run(20, "busy", 1);
        try (Exporter exporter = new TopProvider(() -> new VirtualTerminal(output, keys))
                        .create(PluginSetup.standard().withOutput(output));
                Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            exporter.run(snapshots);
        }
    }

    private static String run(String keys) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        run(output, keys);
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void qEndsItAndGivesTheScreenBack() throws Exception {
        String written = run("q");

        assertThat(written).startsWith(ENTER).endsWith(LEAVE);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void keysAreTakenInTheirOrder() throws Exception {
        assertThat(run("/usr\rgq")).contains("Filter: ").contains("container").endsWith(LEAVE);
    }

    @Test
    void ctrlZGivesTheScreenBackUntilTheNextKey() throws Exception {
        String written = run("\u001axq");

        int left = written.indexOf(LEAVE);
        assertThat(written.substring(left))
                .contains("Press Ctrl-Z again to stop scaph", ENTER)
                .endsWith(LEAVE);
    }

    @Test
    void anOutputThatFailsEndsIt() {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no terminal any more");
            }
        };

        assertThatThrownBy(() -> run(failing, "")).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void commandLinesAreReadOnRequestOnly() throws Exception {
        assertThat(details(Options.NONE)).containsExactlyInAnyOrder(WorkloadDetail.CONTAINER, WorkloadDetail.USER);
        assertThat(details(Options.NONE.with(Option.flag("cmdline", ""), true))).contains(WorkloadDetail.COMMAND_LINE);
    }

    private static Set<WorkloadDetail> details(Options options) throws Exception {
        try (Exporter exporter = new TopProvider(() -> new VirtualTerminal(OutputStream.nullOutputStream(), ""))
                .create(PluginSetup.standard().withOptions(options))) {
            assertThat(exporter.drawsOnTerminal()).isTrue();
            return exporter.details();
        }
    }

    @Test
    void theStepIsAtLeastASecond() {
        Option<Long> step = Option.integer("step", "SECONDS", "");

        for (long seconds : new long[] {0, -1, 3_601}) {
            assertThatThrownBy(() -> details(Options.NONE.with(step, seconds)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("--step: it must be from 1 to 3600 s, not " + seconds);
        }
    }
}
