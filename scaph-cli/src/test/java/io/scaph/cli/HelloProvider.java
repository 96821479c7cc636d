package io.scaph.cli;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An exporter that a plugin jar brings. */
public final class HelloProvider implements ExporterProvider {
    private static final Option<String> NAME =
            Option.text("to-whom", "NAME", "whom to greet").withDefault("nobody");

    @Override
    public String name() {
        return "hello";
    }

    @Override
    public String description() {
        return "greets";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(NAME);
    }

    @Override
    public Exporter create(PluginSetup setup) {
        String name = setup.options().get(NAME);
        return new Exporter() {
            @Override
            public void run(SnapshotReader snapshots) throws IOException {
                String line = "hello " + name + ", " + snapshots.latest().quality() + "\n";
                setup.output().write(line.getBytes(StandardCharsets.UTF_8));
                setup.output().flush();
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }
}
