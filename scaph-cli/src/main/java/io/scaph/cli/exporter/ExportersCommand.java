package io.scaph.cli.exporter;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.cli.command.Command;
import io.scaph.cli.command.Invocation;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code scaph exporters}: lists the exporters. */
public final class ExportersCommand extends Command {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExportersCommand.class);

    /** The command. */
    public ExportersCommand() {
        super("exporters", "lists the exporters", List.of());
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        StringBuilder text = new StringBuilder();
        for (ExporterProvider exporter : invocation.providers().exporters()) {
            String name = Ranking.name(exporter);
            PluginGuard guard = new PluginGuard(LOGGER, "exporter " + name);
            text.append(name + ": " + guard.ask(exporter::description, "") + "\n");
        }
        return invocation.print(text.toString());
    }
}
