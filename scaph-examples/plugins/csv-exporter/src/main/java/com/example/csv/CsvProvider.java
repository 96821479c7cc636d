package com.example.csv;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import java.util.List;

/** The class that scaph loads. */
public final class CsvProvider implements ExporterProvider {
    static final Option<Long> STEP = Option.integer("step", "SECONDS", "time between two lines")
            .withLetter('s')
            .withDefault(2L);
    static final Option<Long> TIMEOUT =
            Option.integer("timeout", "SECONDS", "ends after this time; by default at Ctrl-C").withLetter('t');
    static final Option<String> SEPARATOR =
            Option.text("separator", "TEXT", "text between two values").withDefault(",");

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String description() {
        return "writes the power of the host as comma-separated values";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(STEP, TIMEOUT, SEPARATOR);
    }

    @Override
    public Exporter create(PluginSetup setup) {
        long step = setup.options().get(STEP);
        if (step < 1) {
            // The command line prints the message and ends with exit code 2.
            throw new IllegalArgumentException("--step: " + step + " is too short, the minimum is 1");
        }
        return new CsvExporter(
                setup.output(),
                step,
                setup.options().find(TIMEOUT).orElse(Long.MAX_VALUE),
                setup.options().get(SEPARATOR));
    }
}
