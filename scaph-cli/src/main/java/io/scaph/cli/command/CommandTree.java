package io.scaph.cli.command;

import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.SensorProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line that users can type: the global options, with those of the sensors, and the commands with theirs. Global
 * options are accepted before and after the command. After it, an option of the command wins over a global one of the same name
 * or letter.
 */
public final class CommandTree {
    private static final Logger LOGGER = LoggerFactory.getLogger(CommandTree.class);

    private final CommandLine root;
    private final String version;
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Map<Option<?>, String> sensorOptions = new LinkedHashMap<>();
    /** Sensors that are opened in addition to the chosen one: their options choose no sensor. */
    private final Set<String> complements = new HashSet<>();

    private final List<String> failures = new ArrayList<>();

    /**
     * A tree without commands.
     *
     * @param sensors the sensors, with their options
     * @param version the version of scaph
     */
    public CommandTree(List<SensorProvider> sensors, String version) {
        this.version = "scaph " + version;
        CommandSpec spec = CommandModel.command("scaph", this.version);
        spec.usageMessage()
                .description("Measures the energy that this host uses, and what uses it.")
                .synopsisSubcommandLabel("COMMAND")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .commandListHeading("%nExporters and other commands (for more: scaph COMMAND --help):%n")
                .footer(
                        "",
                        "The options above can be given before and after the command.",
                        "Exit codes: 0 done, 1 failed, 2 bad usage or an unusable choice.");
        GlobalOptions.ALL.forEach(option ->
                CommandModel.add(spec, option, option.letter(), GlobalOptions.WITHOUT_EFFECT.contains(option)));
        CommandModel.addVerbose(spec, false);
        sensors.forEach(sensor -> addSensor(spec, sensor));
        root = new CommandLine(spec);
        // An option may be given twice, as wrapper scripts do: the last one counts.
        root.setOverwrittenOptionsAllowed(true);
        root.setExpandAtFiles(false);
        // A value may be the name of a command, as in --sensor exec.
        root.setAllowSubcommandsAsOptionParameters(true);
    }

    private void addSensor(CommandSpec spec, SensorProvider sensor) {
        String name = Ranking.name(sensor);
        PluginGuard guard = new PluginGuard(LOGGER, "sensor " + name);
        try {
            if (guard.require(sensor::complements)) {
                complements.add(name);
            }
            List<Option<?>> options = guard.require(sensor::options);
            guard.runInterruptibly(() -> options.forEach(option -> addSensorOption(spec, option, name)));
        } catch (PluginException e) {
            failures.add("options of sensor " + name + " are left out: " + e.reason());
        }
    }

    private void addSensorOption(CommandSpec spec, Option<?> option, String sensor) {
        if (spec.findOption(CommandModel.longName(option)) == null) {
            CommandModel.add(spec, option, option.letter(), false);
            sensorOptions.put(option, sensor);
        } else if (sensorOptions.keySet().stream()
                .noneMatch(other -> other.name().equals(option.name()))) {
            failures.add("option " + CommandModel.longName(option) + " of sensor " + sensor
                    + " is left out: scaph has an option of this name");
        }
    }

    /**
     * Adds a command.
     *
     * @param command the command
     * @param withOptions whether the arguments may name it; adding the options of all commands takes long
     * @throws RuntimeException if its name is taken, or if two of its options have the same name or letter
     */
    public void add(Command command, boolean withOptions) {
        CommandSpec spec = CommandModel.command(command.name(), version);
        spec.usageMessage()
                .description(command.description())
                .sortOptions(false)
                .footer("", "The options of scaph --help can be given here too.");
        CommandLine line = new CommandLine(spec);
        if (withOptions) {
            addOptions(line, command);
        }
        root.addSubcommand(command.name(), line);
        commands.put(command.name(), command);
    }

    private void addOptions(CommandLine line, Command command) {
        CommandSpec spec = line.getCommandSpec();
        command.options().forEach(option -> CommandModel.add(spec, option, option.letter(), false));
        Stream.concat(GlobalOptions.ALL.stream(), sensorOptions.keySet().stream())
                .filter(option -> spec.findOption(CommandModel.longName(option)) == null)
                .forEach(option -> CommandModel.add(
                        spec, option, option.letter().filter(letter -> spec.findOption(letter) == null), true));
        if (spec.findOption(CommandModel.VERBOSE) == null) {
            CommandModel.addVerbose(spec, true);
        }
        if (command.runsAnother()) {
            line.setStopAtPositional(true);
            spec.addPositional(PositionalParamSpec.builder()
                    .paramLabel("COMMAND")
                    .description("the command to run, and its arguments")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1..*")
                    .build());
        }
        command.argument()
                .ifPresent(label -> spec.addPositional(PositionalParamSpec.builder()
                        .paramLabel(label)
                        .required(true)
                        .build()));
    }

    /** Adds what was left out, and why, in one line. */
    public void addFailure(String failure) {
        failures.add(failure);
    }

    /** What was left out, and why; one line each. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * The options that are needed before plugins are loaded.
     *
     * @param plugins the plugin directory
     * @param verbosity how often {@code -v} was given
     */
    public record EarlyOptions(Optional<Path> plugins, int verbosity) {}

    /**
     * Reads the options that are needed before plugins are loaded. The commands and options of plugins are still unknown, so
     * unknown words are skipped.
     */
    public EarlyOptions parseEarly(String... arguments) {
        acceptUnknown(true);
        try {
            ParseResult parsed = root.parseArgs(arguments);
            Optional<Command> command = command(last(parsed)).filter(Command::runsAnother);
            if (command.isPresent() && !parsed.unmatched().isEmpty()) {
                // After an unknown word, "exec" may be a value or an argument: then the words after it are ours.
                CommandLine line = last(parsed).commandSpec().commandLine();
                line.setStopAtPositional(false);
                parsed = root.parseArgs(arguments);
                line.setStopAtPositional(true);
            }
            MatchedOptions matched = MatchedOptions.of(parsed);
            Options values = matched.values(List.of(GlobalOptions.PLUGINS));
            return new EarlyOptions(values.find(GlobalOptions.PLUGINS), matched.count(CommandModel.VERBOSE));
        } finally {
            acceptUnknown(false);
        }
    }

    private void acceptUnknown(boolean accepted) {
        root.setUnmatchedArgumentsAllowed(accepted);
        root.getCommandSpec().parser().collectErrors(accepted);
        root.getSubcommands()
                .values()
                .forEach(line -> line.getCommandSpec().parser().collectErrors(accepted));
    }

    /** The help text of each command by its name, and under the empty name that of scaph itself. */
    public Map<String, String> helpTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("", usage());
        root.getSubcommands().forEach((name, line) -> texts.put(name, line.getUsageMessage()));
        return texts;
    }

    /** The help text of scaph itself. */
    public String usage() {
        return root.getUsageMessage();
    }

    /**
     * Reads the arguments. If they ask for help or for the version, prints that to standard output.
     *
     * @return what to run; empty if help was printed
     * @throws CommandException if the arguments are invalid
     */
    public Optional<ParsedLine> parse(String... arguments) throws CommandException {
        ParseResult parsed;
        try {
            parsed = root.parseArgs(arguments);
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw CommandException.usage(
                    unmatched(e.getCommandLine(), e.getUnmatched().get(0)), help(e.getCommandLine()));
        } catch (CommandLine.ParameterException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), help(e.getCommandLine()));
        }
        if (CommandLine.executeHelpRequest(parsed) != null) {
            return Optional.empty();
        }
        ParseResult last = last(parsed);
        Optional<Command> command = command(last);
        List<Option<?>> own = command.map(Command::options).orElse(List.of());
        Options options = CommandException.checked(
                () -> new MatchedOptions(List.of(last)).values(own),
                help(last.commandSpec().commandLine()));
        List<String> words = last.matchedPositionals().stream()
                .flatMap(parameter -> parameter.stringValues().stream())
                .toList();
        GlobalOptions globals = CommandException.checked(() -> globals(parsed), help(root));
        return Optional.of(new ParsedLine(command, options, words, globals));
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    }

    private Optional<Command> command(ParseResult parsed) {
        return Optional.ofNullable(commands.get(parsed.commandSpec().name()));
    }

    private String unmatched(CommandLine at, String word) {
        if (at == root && !word.startsWith("-")) {
            return "there is no exporter or command '" + word + "'; there are: " + String.join(", ", commands.keySet());
        }
        return "unknown option or argument '" + word + "'";
    }

    private static String help(CommandLine command) {
        return "see: " + command.getCommandSpec().qualifiedName() + " --help";
    }

    private GlobalOptions globals(ParseResult parsed) {
        MatchedOptions matched = MatchedOptions.of(parsed);
        Options ofSensors = matched.values(sensorOptions.keySet());
        Optional<String> chosen = sensorOptions.entrySet().stream()
                .filter(option -> ofSensors.isGiven(option.getKey()))
                .map(Map.Entry::getValue)
                .filter(sensor -> !complements.contains(sensor))
                .findFirst();
        return new GlobalOptions(
                matched.values(GlobalOptions.ALL), ofSensors, chosen, matched.count(CommandModel.VERBOSE));
    }
}
