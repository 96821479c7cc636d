package io.scaph.exporter.stdout;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.ExporterSetup;
import io.scaph.testkit.conformance.ExporterContract;
import java.io.OutputStream;
import java.util.Map;

/** The rules of all exporters, for the one for people. */
class StdoutContractTest extends ExporterContract {
    @Override
    protected ExporterProvider provider() {
        return new StdoutProvider();
    }

    @Override
    protected ExporterSetup setup(OutputStream output) {
        return new ExporterSetup(
                options(
                        provider().options(),
                        Map.of(
                                "timeout",
                                -1L,
                                "step",
                                1L,
                                "processes",
                                100L,
                                "containers",
                                true,
                                "qemu",
                                true,
                                "users",
                                true)),
                output);
    }
}
