package io.scaph.cli;

import io.scaph.api.Monitor;
import io.scaph.api.Providers;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.internal.text.FailureText;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.sensor.estimation.calibration.CalibrationException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** One run of the command line. */
final class CommandLineRun {
    private static final Logger LOGGER = LoggerFactory.getLogger(CommandLineRun.class);

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private final OutputStream output;
    private final Messages messages;
    private final Stop stop;
    private final IntConsumer exit;

    /** A run that a signal ends by {@code exit} where the JVM itself does not receive signals. */
    CommandLineRun(OutputStream output, Messages messages, Stop stop, IntConsumer exit) {
        this.exit = exit;
        this.output = new BufferedOutputStream(output);
        this.messages = messages;
        this.stop = stop;
    }

    /** Runs, and answers with the exit code. */
    int run(String[] arguments) {
        try {
            return runOrThrow(arguments);
        } catch (UsageException e) {
            return unusable(String.valueOf(e.getMessage()), e.remedy());
        } catch (IOException e) {
            if (isBrokenPipe(e)) {
                return DONE;
            }
            messages.error().println("scaph: " + FailureText.withFile(e));
            return FAILED;
        } catch (PluginException e) {
            messages.error().println("scaph: " + KernelText.readable(String.valueOf(e.getMessage())));
            messages.error().println("  report this to the author of the plugin; -vv shows more");
            return FAILED;
        } catch (RuntimeException e) {
            messages.error().println("scaph: failed: " + e);
            messages.error().println("  this is a fault of scaph; -vv shows more");
            if (Logging.isDetailed()) {
                e.printStackTrace(messages.error());
            }
            return FAILED;
        }
    }

    /** Whether nobody reads the output any more, as with {@code scaph json | head}. */
    private static boolean isBrokenPipe(IOException e) {
        return e.getMessage() != null && e.getMessage().contains("Broken pipe");
    }

    private int unusable(String reason, String remedy) {
        messages.error().println("scaph: " + KernelText.readable(reason));
        messages.error().println("  " + remedy);
        return UNUSABLE;
    }

    private int runOrThrow(String[] arguments) throws UsageException, PluginException, IOException {
        Plugins.Loaded plugins = load(arguments);
        Providers providers = plugins.providers();
        CommandTree tree = tree(providers);
        tree.failures().forEach(failure -> messages.warning().println("scaph: " + failure));
        ParseResult parsed = tree.parse(arguments);
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return DONE;
        }
        Optional<CommandTree.Request> request = tree.request(parsed);
        if (request.isEmpty()) {
            messages.error().println("scaph: which exporter?");
            messages.info().print(tree.usage());
            messages.info().flush();
            return UNUSABLE;
        }
        Logging.configure(request.get().verbosity());
        plugins.failures().forEach(failure -> messages.warning().println("scaph: " + failure));
        request.get()
                .withoutEffect()
                .forEach(option -> messages.info().println("scaph: " + option + " has no effect here"));
        if (!request.get().command().equals(CommandTree.EXEC)) {
            CommandStart.decline(exit);
        }
        return switch (request.get().command()) {
            case CommandTree.SENSORS -> listSensors(request.get(), providers);
            case CommandTree.EXPORTERS -> listExporters(providers);
            case CommandTree.CALIBRATE -> calibrate(request.get(), providers);
            case Recordings.RECORD -> record(request.get(), providers);
            case CommandTree.EXEC -> exec(request.get(), providers);
            default -> export(request.get(), providers);
        };
    }

    /** Loads the plugins as well, if the arguments name a directory of them. */
    private static Plugins.Loaded load(String[] arguments) throws UsageException {
        Plugins.Loaded own = Plugins.load(Optional.empty());
        Optional<Path> directory = tree(own.providers()).pluginDirectory(arguments);
        return directory.isPresent() ? Plugins.load(directory) : own;
    }

    private static CommandTree tree(Providers providers) {
        return new CommandTree(providers.sensors(), providers.exporters(), version());
    }

    private static String version() {
        String version = CommandLineRun.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private int listSensors(CommandTree.Request request, Providers providers) throws IOException, UsageException {
        List<SensorReport> reports;
        try {
            PluginSetup setup = PluginSetup.standard().withRoots(roots(request)).withOptions(request.sensorOptions());
            reports = SensorReport.examine(providers.sensors(), setup);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "see: scaph --help");
        }
        SensorListing listing = new SensorListing(reports);
        return print(request.exporterOptions().get(CommandTree.JSON) ? listing.json() : listing.text());
    }

    private int listExporters(Providers providers) throws IOException {
        StringBuilder text = new StringBuilder();
        for (ExporterProvider exporter : providers.exporters()) {
            String name = Ranking.name(exporter);
            PluginGuard guard = new PluginGuard(LOGGER, "exporter " + name);
            text.append(name)
                    .append(": ")
                    .append(guard.ask(exporter::description, ""))
                    .append('\n');
        }
        return print(text.toString());
    }

    private int record(CommandTree.Request request, Providers providers) throws UsageException, IOException {
        PluginSetup setup;
        Options options;
        try {
            setup = PluginSetup.standard().withRoots(roots(request)).withOptions(request.sensorOptions());
            options = request.exporterOptions();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "see: scaph " + Recordings.RECORD + " --help");
        }
        new Recordings(stop, output).record(providers, request.sensor(), setup, options);
        return DONE;
    }

    private int print(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
        return DONE;
    }

    private static HostRoots roots(CommandTree.Request request) {
        return HostRoots.of(request.procfs(), request.sysfs());
    }

    private int calibrate(CommandTree.Request request, Providers providers) throws UsageException, IOException {
        Options options;
        try {
            options = request.exporterOptions();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "see: scaph " + CommandTree.CALIBRATE + " --help");
        }
        CalibrateCommand command = CalibrateCommand.of(options, messages);
        try (Monitor monitor = open(request, providers, Monitor.builder())) {
            Optional<String> profile = command.run(monitor, roots(request), stop);
            return profile.isPresent() ? print(profile.get()) : DONE;
        } catch (CalibrationException e) {
            unusable("no profile: " + e.getMessage(), "remedy: " + e.remedy());
            return FAILED;
        }
    }

    private int exec(CommandTree.Request request, Providers providers) throws UsageException, IOException {
        if (request.arguments().isEmpty()) {
            throw new UsageException("which command is to be run?", "as in: scaph exec -- make test");
        }
        return new ExecCommand(
                        request.arguments(),
                        request.exporterOptions().get(CommandTree.JSON),
                        request.report(),
                        messages)
                .run(
                        providers,
                        PluginSetup.standard().withRoots(roots(request)),
                        builder -> open(request, providers, builder));
    }

    private int export(CommandTree.Request request, Providers providers)
            throws UsageException, PluginException, IOException {
        ExporterProvider provider = providers.exporters().stream()
                .filter(exporter -> Ranking.name(exporter).equals(request.command()))
                .findFirst()
                .orElseThrow();
        try (GuardedExporter exporter = create(provider, request);
                Monitor monitor = open(request, providers, Monitor.builder().details(exporter.details()));
                SnapshotReader snapshots = monitor.reader();
                @Nullable
                        ServiceNotifier notifier = ServiceNotifier.of(System.getenv(), monitor::reader)
                                .orElse(null)) {
            if (notifier != null) {
                notifier.start();
            }
            if (request.header()) {
                header(request.command(), snapshots.latest());
            }
            stop.<IOException, PluginException>run(() -> exporter.run(snapshots));
        }
        return DONE;
    }

    private GuardedExporter create(ExporterProvider provider, CommandTree.Request request) throws UsageException {
        String help = "see: scaph " + request.command() + " --help";
        try {
            return GuardedExporter.create(
                    provider,
                    PluginSetup.standard()
                            .withOptions(request.exporterOptions())
                            .withOutput(output)
                            .withRoots(roots(request)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), help);
        } catch (PluginException e) {
            if (e.thrown() instanceof IllegalArgumentException) {
                throw new UsageException(e.reason(), help);
            }
            throw new UsageException(String.valueOf(e.getMessage()), "report this to the author of the exporter");
        }
    }

    private static Monitor open(CommandTree.Request request, Providers providers, Monitor.Builder builder)
            throws UsageException {
        try {
            builder.providers(providers).roots(roots(request)).options(request.sensorOptions());
            request.policy().ifPresent(builder::policy);
            request.ceilings().forEach(builder::ceiling);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "see: scaph --help");
        }
        try {
            return builder.sensor(request.sensor()).open();
        } catch (SensorUnavailableException e) {
            throw new UsageException("no energy can be read: " + e.getMessage(), "remedy: " + e.remedy());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "see: scaph sensors");
        }
    }

    private void header(String exporter, Snapshot first) {
        boolean several = first.sensors().size() > 1;
        messages.info()
                .println("scaph " + version() + ", exporter " + exporter + ", sensor " + first.sensorNames() + " ("
                        + first.quality() + ")");
        for (SensorInfo sensor : first.sensors()) {
            messages.info().println("  " + (several ? sensor.name() + ": " : "") + sensor.reason());
        }
    }
}
