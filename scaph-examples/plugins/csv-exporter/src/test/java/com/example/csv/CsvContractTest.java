package com.example.csv;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.conformance.ExporterContract;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;

/** The rules of all exporters. */
class CsvContractTest extends ExporterContract {
    @Override
    protected ExporterProvider provider() {
        return new CsvProvider();
    }

    @Override
    protected PluginSetup setup(OutputStream output) {
        return PluginSetup.standard()
                .withOptions(options(provider().options(), Map.of("step", 1L)))
                .withOutput(output);
    }

    /** The joules of the last line. */
    @Override
    protected OptionalLong publishedMicrojoules(String output) {
        String[] lines = output.split("\n", -1);
        String[] last = lines[lines.length - 2].split(",", -1);
        return OptionalLong.of(Math.round(Double.parseDouble(last[2]) * 1e6));
    }
}
