package io.scaph.cli.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Monitor;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedExporterTest {
    private static final PluginSetup SETUP = PluginSetup.standard().withOutput(OutputStream.nullOutputStream());

    private final Monitor monitor =
            new SimulatedMachine(new VirtualClock(), 1, Topology.of(List.of(), List.of())).monitor();
    private final SnapshotReader snapshots = monitor.reader();

    @AfterEach
    void close() {
        snapshots.close();
        monitor.close();
    }

    private static GuardedExporter throwing(PluginGuard.Call run) throws PluginException {
        return new GuardedExporter(new Provider(run), SETUP);
    }

    @Test
    void anErrorOfAnExporterIsReportedByItsName() throws Exception {
        GuardedExporter exporter = throwing(() -> {
            throw new NoClassDefFoundError("com/example/Missing");
        });

        assertThatThrownBy(() -> exporter.run(snapshots))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("exporter broken failed")
                .hasMessageContaining("com/example/Missing");
        assertThatThrownBy(exporter::close).isInstanceOf(PluginException.class);
        assertThatThrownBy(exporter::details).isInstanceOf(PluginException.class);
    }

    @Test
    void anExporterThatCannotBeMadeIsReportedByItsName() {
        assertThatThrownBy(() -> new GuardedExporter(new Provider(null), SETUP))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("exporter broken failed");
    }

    @Test
    void anExporterSeesTheInterruptThatEndsIt() throws Exception {
        boolean[] seen = new boolean[1];
        Thread.currentThread().interrupt();

        throwing(() -> seen[0] = Thread.interrupted()).run(snapshots);

        assertThat(seen[0]).isTrue();
    }

    private record Provider(PluginGuard.@Nullable Call call) implements ExporterProvider {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String description() {
            return "breaks";
        }

        @Override
        public Exporter create(PluginSetup setup) {
            if (call == null) {
                throw new AssertionError("on purpose");
            }
            return new Broken(call);
        }
    }

    private record Broken(PluginGuard.Call call) implements Exporter {
        @Override
        public Set<WorkloadDetail> details() {
            fail();
            return Set.of();
        }

        @Override
        public void run(SnapshotReader snapshots) {
            fail();
        }

        @Override
        public void close() {
            fail();
        }

        private void fail() {
            try {
                call.run();
            } catch (Exception e) {
                Broken.<RuntimeException>sneak(e);
            }
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <X extends Exception> void sneak(Exception e) throws X {
            throw (X) e;
        }
    }
}
