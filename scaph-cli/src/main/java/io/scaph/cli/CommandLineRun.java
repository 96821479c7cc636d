package io.scaph.cli;

import io.scaph.api.Providers;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.internal.text.FailureText;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.SensorProvider;
import io.scaph.cli.calibrate.CalibrateCommand;
import io.scaph.cli.command.Command;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.command.CommandTree;
import io.scaph.cli.command.Invocation;
import io.scaph.cli.command.ParsedLine;
import io.scaph.cli.command.Stop;
import io.scaph.cli.exec.ExecCommand;
import io.scaph.cli.exporter.ExporterCommand;
import io.scaph.cli.exporter.ExportersCommand;
import io.scaph.cli.log.Logging;
import io.scaph.cli.log.Messages;
import io.scaph.cli.profile.ProfileCommand;
import io.scaph.cli.record.RecordCommand;
import io.scaph.cli.sensor.SensorsCommand;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the command line. Turns every exception into a message and an exit code. */
final class CommandLineRun {
    /** The commands that are not exporters, in the order of the help. */
    static final List<Command> COMMANDS = List.of(
            new SensorsCommand(),
            new ExportersCommand(),
            new CalibrateCommand(),
            new RecordCommand(),
            new ExecCommand(),
            new ProfileCommand());

    private static final Logger LOGGER = LoggerFactory.getLogger(CommandLineRun.class);

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private final OutputStream output;
    private final Messages messages;
    private final Stop stop;
    private final IntConsumer exit;

    /** Creates a run. If the JVM itself does not receive signals, a signal ends the run by {@code exit}. */
    CommandLineRun(OutputStream output, Messages messages, Stop stop, IntConsumer exit) {
        this.exit = exit;
        this.output = new BufferedOutputStream(output);
        this.messages = messages;
        this.stop = stop;
    }

    /** Runs, and returns the exit code. */
    int run(String... arguments) {
        try {
            return runOrThrow(arguments);
        } catch (CommandException e) {
            messages.error().println("scaph: " + KernelText.readable(String.valueOf(e.getMessage())));
            e.remedy().ifPresent(remedy -> messages.error().println("  " + remedy));
            return e.exitCode();
        } catch (IOException e) {
            return failed(e);
        } catch (PluginException e) {
            return failed(e);
        } catch (RuntimeException e) {
            messages.error().println("scaph: failed: " + e);
            messages.error().println("  this is a fault of scaph; -vv shows more");
            if (Logging.isDetailed()) {
                e.printStackTrace(messages.error());
            }
            return FAILED;
        }
    }

    private int failed(IOException e) {
        // The reader of the output closed it, as with scaph json | head.
        if (e.getMessage() != null && e.getMessage().contains("Broken pipe")) {
            return DONE;
        }
        messages.error().println("scaph: " + FailureText.withFile(e));
        return FAILED;
    }

    /** An I/O error of a plugin is reported as an error of the command; any other error as one of the plugin. */
    int failed(PluginException e) {
        Throwable thrown = e.thrown() instanceof UncheckedIOException wrapping ? wrapping.getCause() : e.thrown();
        if (thrown instanceof IOException expected) {
            return failed(expected);
        }
        messages.error().println("scaph: " + KernelText.readable(String.valueOf(e.getMessage())));
        messages.error().println("  report this to the author of the plugin; -vv shows more");
        return FAILED;
    }

    private int runOrThrow(String... arguments) throws CommandException, PluginException, IOException {
        Plugins.Loaded loaded = Plugins.load(Optional.empty());
        Predicate<String> named = List.of(arguments)::contains;
        CommandTree tree = tree(loaded.providers(), named);
        CommandTree.EarlyOptions early = tree.parseEarly(arguments);
        Logging.configure(early.verbosity());
        if (early.plugins().isPresent()) {
            loaded = Plugins.load(early.plugins());
            tree = tree(loaded.providers(), named);
        }
        warn(tree.failures());
        Optional<ParsedLine> parsed = tree.parse(arguments);
        if (parsed.isEmpty()) {
            return DONE;
        }
        ParsedLine line = parsed.get();
        if (line.command().isEmpty()) {
            messages.error().println("scaph: which exporter?");
            messages.info().print(tree.usage());
            messages.info().flush();
            return UNUSABLE;
        }
        Logging.configure(line.globals().verbosity());
        warn(loaded.failures());
        line.globals()
                .withoutEffect()
                .forEach(option -> messages.info().println("scaph: " + option + " has no effect here"));
        Command command = line.command().get();
        if (!command.runsAnother()) {
            ExecCommand.receiveBlockedSignals(exit);
        }
        return command.run(new Invocation(
                line.options(),
                line.arguments(),
                line.globals(),
                loaded.providers(),
                output,
                messages,
                stop,
                version()));
    }

    private void warn(List<String> failures) {
        failures.forEach(failure -> messages.warning().println("scaph: " + failure));
    }

    private static CommandTree tree(Providers providers, Predicate<String> named) {
        return tree(providers.sensors(), providers.exporters(), named);
    }

    /** The command tree: the commands, and one command for each exporter. Those that are not named have no options. */
    static CommandTree tree(List<SensorProvider> sensors, List<ExporterProvider> exporters, Predicate<String> named) {
        CommandTree tree = new CommandTree(sensors, version());
        exporters.forEach(exporter -> addExporter(tree, exporter, named));
        COMMANDS.forEach(command -> tree.add(command, named.test(command.name())));
        return tree;
    }

    /** Leaves out an exporter if its name or options conflict with others. The others stay. */
    private static void addExporter(CommandTree tree, ExporterProvider exporter, Predicate<String> named) {
        String name = Ranking.name(exporter);
        try {
            if (COMMANDS.stream().anyMatch(command -> command.name().equals(name))) {
                tree.addFailure("exporter " + name + " is left out: a command of scaph has this name");
                return;
            }
            new PluginGuard(LOGGER, "exporter " + name)
                    .runInterruptibly(() -> tree.add(
                            new ExporterCommand(exporter, name, exporter.description(), exporter.options()),
                            named.test(name)));
        } catch (PluginException e) {
            tree.addFailure("exporter " + name + " is left out: " + e.reason());
        }
    }

    private static String version() {
        String version = CommandLineRun.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
