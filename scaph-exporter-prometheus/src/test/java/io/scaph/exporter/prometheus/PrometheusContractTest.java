package io.scaph.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.VirtualClock;
import io.scaph.testkit.conformance.ExporterContract;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of all exporters, for one that listens. */
class PrometheusContractTest extends ExporterContract {
    @Override
    protected ExporterProvider provider() {
        return new PrometheusProvider();
    }

    @Override
    protected PluginSetup setup(OutputStream output) {
        return setup(output, 0);
    }

    private PluginSetup setup(OutputStream output, long port) {
        return PluginSetup.standard()
                .withOptions(options(provider().options(), Map.of("port", port, "containers", true)))
                .withOutput(output);
    }

    @Test
    void aPortThatIsInUseIsReportedWithTheRemedy() throws IOException {
        VirtualClock clock = new VirtualClock();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Monitor monitor = Machines.twoSockets(clock).monitor();
                SnapshotReader reader = monitor.reader();
                Exporter exporter = provider().create(setup(OutputStream.nullOutputStream(), taken.getLocalPort()))) {
            assertThatThrownBy(() -> exporter.run(reader))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "127.0.0.1:" + taken.getLocalPort()
                                    + ": can't listen there: Address already in use; choose another place by --port or --address");
        }
    }
}
