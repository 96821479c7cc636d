package io.scaph.exporter.stdout;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.conformance.ExporterContract;
import java.io.OutputStream;
import java.util.Map;

/** The rules of all exporters, for the metrics that people read. */
class RawMetricsContractTest extends ExporterContract {
    @Override
    protected ExporterProvider provider() {
        return new StdoutProvider();
    }

    @Override
    protected PluginSetup setup(OutputStream output) {
        return PluginSetup.standard()
                .withOptions(options(provider().options(), Map.of("timeout", -1L, "step", 1L, "raw-metrics", true)))
                .withOutput(output);
    }
}
