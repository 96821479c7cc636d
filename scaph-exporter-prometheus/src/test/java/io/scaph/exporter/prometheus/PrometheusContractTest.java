package io.scaph.exporter.prometheus;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.ExporterSetup;
import io.scaph.testkit.conformance.ExporterContract;
import java.io.OutputStream;
import java.util.Map;

/** The rules of all exporters, for one that listens. */
class PrometheusContractTest extends ExporterContract {
    @Override
    protected ExporterProvider provider() {
        return new PrometheusProvider();
    }

    @Override
    protected ExporterSetup setup(OutputStream output) {
        return new ExporterSetup(options(provider().options(), Map.of("port", 0L, "containers", true)), output);
    }
}
