package io.scaph.cli.exporter;

import io.scaph.api.Monitor;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.cli.command.Command;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.command.Invocation;
import io.scaph.cli.log.Messages;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** An exporter as a command: exports until it ends or is stopped. */
public final class ExporterCommand extends Command {
    /** Exporters get a tick when they read. In between, longer ticks than the library's cost less and charge as much. */
    private static final Duration TICK = Duration.ofSeconds(5);

    private final ExporterProvider provider;

    /**
     * The command of an exporter.
     *
     * @param provider the exporter
     * @param name the name that it gave
     * @param description the description that it gave
     * @param options the options that it gave
     */
    public ExporterCommand(ExporterProvider provider, String name, String description, List<Option<?>> options) {
        super(name, description, options);
        this.provider = provider;
    }

    @Override
    public int run(Invocation invocation) throws CommandException, PluginException {
        try (GuardedExporter exporter = create(invocation);
                Monitor monitor = invocation.open(
                        Monitor.builder().details(exporter.details()).tick(TICK));
                SnapshotReader snapshots = monitor.reader();
                ServiceNotifier notifier = ServiceNotifier.of(System.getenv(), monitor::reader)) {
            if (notifier != null) {
                notifier.start();
            }
            if (invocation.globals().header()) {
                printHeader(invocation, snapshots.latest());
            }
            return invocation.stop().<Integer, PluginException, RuntimeException>run(() -> {
                run(exporter, snapshots, invocation.messages());
                return 0;
            });
        }
    }

    private static void run(GuardedExporter exporter, SnapshotReader snapshots, Messages messages)
            throws PluginException {
        if (!exporter.drawsOnTerminal()) {
            exporter.run(snapshots);
            return;
        }
        messages.hold();
        try {
            exporter.run(snapshots);
        } finally {
            messages.release();
        }
    }

    private GuardedExporter create(Invocation invocation) throws CommandException {
        try {
            PluginSetup setup = invocation.globals().setup();
            return new GuardedExporter(
                    provider, setup.withOptions(invocation.options()).withOutput(invocation.output()));
        } catch (PluginException e) {
            if (e.thrown() instanceof IllegalArgumentException) {
                throw CommandException.usage(e.reason(), "see: scaph " + name() + " --help");
            }
            throw CommandException.usage(String.valueOf(e.getMessage()), "report this to the author of the exporter");
        }
    }

    private void printHeader(Invocation invocation, Snapshot first) {
        PrintWriter info = invocation.messages().info();
        info.println("scaph " + invocation.version() + ", exporter " + name() + ", sensor " + first.sensorNames() + " ("
                + first.quality() + ")");
        boolean several = first.sensors().size() > 1;
        for (SensorInfo sensor : first.sensors()) {
            info.println("  " + (several ? sensor.name() + ": " : "") + sensor.reason());
        }
    }
}
