package io.scaph.cli.exporter;

import io.scaph.api.Monitor;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.cli.command.Command;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.command.Invocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exporter as a command: exports until it ends or is stopped. */
public final class ExporterCommand implements Command {
    private final ExporterProvider provider;
    private final String name;
    private final String description;
    private final List<Option<?>> options;

    /**
     * The command of an exporter.
     *
     * @param provider the exporter
     * @param name the name that it gave
     * @param description the description that it gave
     * @param options the options that it gave
     */
    public ExporterCommand(ExporterProvider provider, String name, String description, List<Option<?>> options) {
        this.provider = provider;
        this.name = name;
        this.description = description;
        this.options = List.copyOf(options);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Option<?>> options() {
        return options;
    }

    @Override
    public int run(Invocation invocation) throws CommandException, PluginException {
        try (GuardedExporter exporter = create(invocation);
                Monitor monitor = invocation.open(Monitor.builder().details(exporter.details()));
                SnapshotReader snapshots = monitor.reader();
                @Nullable
                        ServiceNotifier notifier = ServiceNotifier.of(System.getenv(), monitor::reader)
                                .orElse(null)) {
            if (notifier != null) {
                notifier.start();
            }
            if (invocation.globals().header()) {
                printHeader(invocation, snapshots.latest());
            }
            return invocation.stop().<Integer, PluginException, RuntimeException>run(() -> {
                exporter.run(snapshots);
                return 0;
            });
        }
    }

    private GuardedExporter create(Invocation invocation) throws CommandException {
        try {
            return GuardedExporter.create(
                    provider,
                    invocation
                            .globals()
                            .setup()
                            .withOptions(invocation.options())
                            .withOutput(invocation.output()));
        } catch (PluginException e) {
            if (e.thrown() instanceof IllegalArgumentException) {
                throw CommandException.usage(e.reason(), "see: scaph " + name + " --help");
            }
            throw CommandException.usage(String.valueOf(e.getMessage()), "report this to the author of the exporter");
        }
    }

    private void printHeader(Invocation invocation, Snapshot first) {
        boolean several = first.sensors().size() > 1;
        invocation
                .messages()
                .info()
                .println("scaph " + invocation.version() + ", exporter " + name + ", sensor " + first.sensorNames()
                        + " (" + first.quality() + ")");
        for (SensorInfo sensor : first.sensors()) {
            invocation.messages().info().println("  " + (several ? sensor.name() + ": " : "") + sensor.reason());
        }
    }
}
