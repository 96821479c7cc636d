package io.scaph.exporter.prometheus;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.conformance.ExporterContract;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The rules of all exporters, for one that pushes. */
class PrometheusPushContractTest extends ExporterContract {
    private static final String HOST = "scaph_host_energy_microjoules{value_source=\"simulation\"} ";

    private LocalGateway gateway;

    @BeforeEach
    void openGateway() throws IOException {
        gateway = new LocalGateway();
    }

    @AfterEach
    void closeGateway() throws IOException {
        gateway.close();
    }

    @Override
    protected ExporterProvider provider() {
        return new PrometheusPushProvider();
    }

    @Override
    protected PluginSetup setup(OutputStream output) {
        return PluginSetup.standard()
                .withOptions(options(
                        provider().options(),
                        Map.of("host", "127.0.0.1", "port", (long) gateway.port(), "step", 1L, "containers", true)))
                .withOutput(output);
    }

    /** What is pushed when it ends. */
    @Override
    protected OptionalLong publishedMicrojoules(String output) {
        return gateway.lastPush()
                .lines()
                .filter(line -> line.startsWith(HOST))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(HOST.length())))
                .findFirst();
    }
}
