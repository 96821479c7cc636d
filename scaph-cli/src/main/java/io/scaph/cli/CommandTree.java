package io.scaph.cli;

import io.scaph.api.internal.plugin.OptionRecord;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.topology.DomainKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line that users can type, made from the descriptions of the providers. The options of sensors are global
 * options; each exporter is a command with options of its own. Global options are accepted before and after the command.
 * After it, an option of the command wins over a global one of the same name or letter.
 */
final class CommandTree {
    private static final Logger LOGGER = LoggerFactory.getLogger(CommandTree.class);

    static final String SENSORS = "sensors";
    static final String EXPORTERS = "exporters";
    static final String CALIBRATE = "calibrate";
    static final String EXEC = "exec";

    /** As the sensor's quality suggests: active where a hypervisor relays, else capacity. */
    private static final String AUTO_POLICY = "auto";

    static final Option<Boolean> JSON = Option.flag("json", "as JSON, for programs");

    static final Option<Path> REPORT = Option.path("output", "FILE", "write the report there, not to standard error")
            .withLetter('o');
    private static final List<Option<?>> EXEC_OPTIONS = List.of(JSON, REPORT);

    private static final Option<String> SENSOR = Option.text(
                    "sensor", "SENSOR", "the sensor to read; see: scaph sensors")
            .withLetter('s')
            .withDefault("auto");
    private static final Option<String> POLICY = Option.text(
                    "policy",
                    "POLICY",
                    "how energy is divided among processes: capacity, active, baseline or baseline=WATTS")
            .withDefault(AUTO_POLICY);
    private static final Option<String> CEILING = Option.text(
            "ceiling",
            "KIND=WATTS,...",
            "a power that no domain of a kind (psys, package, core, uncore, dram, gpu) can reach; a step of a counter"
                    + " beyond it is a misread");
    private static final Option<Boolean> NO_HEADER =
            Option.flag("no-header", "don't print what is about to run (it goes to standard error)");
    private static final Option<Path> PLUGINS =
            Option.path("plugins", "DIR", "also load the plugin jars in this directory");
    private static final Option<Path> PROCFS = Option.path(
                    "path-procfs", "DIR", "read DIR in place of /proc, e.g. the host's in a container")
            .withDefault(Path.of("/proc"));
    private static final Option<Path> SYSFS =
            Option.path("path-sysfs", "DIR", "read DIR in place of /sys").withDefault(Path.of("/sys"));
    private static final List<Option<?>> GLOBALS = List.of(SENSOR, POLICY, CEILING, NO_HEADER, PLUGINS, PROCFS, SYSFS);

    /** Scaphandre's, which limit buffers that do not exist here: taken, so that its command lines work. */
    private static final List<Option<?>> WITHOUT_EFFECT = List.of(
            Option.integer("sensor-buffer-per-domain-max-kb", "KB", "no effect: energy is added up, not buffered"),
            Option.integer("sensor-buffer-per-socket-max-kb", "KB", "no effect: energy is added up, not buffered"));

    private static final String VERBOSE = "-v";

    private static final Set<String> OWN_COMMANDS = Set.of(SENSORS, EXPORTERS, CALIBRATE, Recordings.RECORD, EXEC);

    private final CommandLine root;
    private final String version;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, List<Option<?>>> commandOptions = new HashMap<>();
    private final Map<Option<?>, String> sensorOptions = new LinkedHashMap<>();
    /** Sensors that are opened beside the one that is chosen: their options choose nobody. */
    private final Set<String> complements = new HashSet<>();

    CommandTree(List<SensorProvider> sensors, List<ExporterProvider> exporters, String version) {
        this.version = "scaph " + version;
        CommandSpec spec =
                CommandSpec.create().name("scaph").version(this.version).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Energy measurement: tells how many watts a host uses, and who uses them.")
                .synopsisSubcommandLabel("EXPORTER")
                .sortOptions(false)
                .commandListHeading("%nExporters and other commands (COMMAND --help tells more):%n")
                .footer(
                        "",
                        "Options of this page can be given before and after the exporter.",
                        "Exit codes: 0 done, 1 failed at run time, 2 bad usage or an unusable choice.");
        GLOBALS.forEach(option -> add(spec, option, false));
        addVerbose(spec, false);
        sensors.forEach(sensor -> addSensor(spec, sensor));
        WITHOUT_EFFECT.forEach(option -> add(spec, option, true));
        root = new CommandLine(spec);
        exporters.forEach(this::addExporter);
        addCommand(SENSORS, "lists the sensors: which work here, why not, what to do", List.of(JSON));
        addCommand(EXPORTERS, "lists the exporters", List.of());
        addCommand(CALIBRATE, CalibrateCommand.DESCRIPTION, CalibrateCommand.OPTIONS);
        addCommand(Recordings.RECORD, Recordings.DESCRIPTION, Recordings.OPTIONS);
        addExec();
        // Also where the letter of an option is given twice, as users of wrappers do: the last one counts.
        root.setOverwrittenOptionsAllowed(true);
        root.setExpandAtFiles(false);
    }

    private void addSensor(CommandSpec spec, SensorProvider sensor) {
        String name = Ranking.name(sensor);
        PluginGuard guard = new PluginGuard(LOGGER, "sensor " + name);
        try {
            if (guard.require(sensor::complements)) {
                complements.add(name);
            }
            for (Option<?> option : guard.require(sensor::options)) {
                addSensorOption(spec, option, name);
            }
        } catch (PluginException e) {
            failures.add("options of sensor " + name + " are left out: " + e.reason());
        } catch (RuntimeException e) {
            failures.add("options of sensor " + name + " are left out: " + e.getMessage());
        }
    }

    private void addSensorOption(CommandSpec spec, Option<?> option, String sensor) {
        if (spec.findOption(longName(option)) == null) {
            add(spec, option, false);
            sensorOptions.put(option, sensor);
        } else if (sensorOptions.keySet().stream()
                .noneMatch(other -> other.name().equals(option.name()))) {
            failures.add("option " + longName(option) + " of sensor " + sensor
                    + " is left out: scaph has an option of this name");
        }
    }

    /** One whose name or options clash with ours costs only itself. */
    private void addExporter(ExporterProvider exporter) {
        String name = Ranking.name(exporter);
        PluginGuard guard = new PluginGuard(LOGGER, "exporter " + name);
        try {
            if (OWN_COMMANDS.contains(name)) {
                throw new IllegalArgumentException("a command of scaph has this name");
            }
            addCommand(name, guard.require(exporter::description), guard.require(exporter::options));
        } catch (PluginException e) {
            failures.add("exporter " + name + " is left out: " + e.reason());
        } catch (RuntimeException e) {
            failures.add("exporter " + name + " is left out: " + e.getMessage());
        }
    }

    /** What was left out, and why; one line each. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private CommandLine addCommand(String name, String description, List<Option<?>> options) {
        CommandSpec spec = CommandSpec.create().name(name).version(version).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(description)
                .sortOptions(false)
                .footer("", "Global options can be given here too; see: scaph --help");
        options.forEach(option -> add(spec, option, false));
        addGlobals(spec);
        CommandLine command = new CommandLine(spec);
        root.addSubcommand(name, command);
        commandOptions.put(name, options);
        return command;
    }

    /** Adds the global options, except names and letters that the command uses itself. */
    private void addGlobals(CommandSpec spec) {
        Stream.of(GLOBALS, sensorOptions.keySet(), WITHOUT_EFFECT)
                .flatMap(Collection::stream)
                .filter(option -> spec.findOption(longName(option)) == null)
                .forEach(option -> {
                    boolean letterTaken = option.letter()
                            .filter(letter -> spec.findOption(letter) != null)
                            .isPresent();
                    add(spec, letterTaken ? withoutLetter(option) : option, true);
                });
        if (spec.findOption(VERBOSE) == null) {
            addVerbose(spec, true);
        }
    }

    private static <T> Option<T> withoutLetter(Option<T> option) {
        return new OptionRecord<>(
                option.name(),
                Optional.empty(),
                option.type(),
                option.fallback(),
                option.placeholder(),
                option.environment(),
                option.help());
    }

    private static void addVerbose(CommandSpec spec, boolean hidden) {
        spec.addOption(OptionSpec.builder(VERBOSE)
                .type(boolean[].class)
                .arity("0")
                .hidden(hidden)
                .description("say more: -v what is chosen and why, -vv details, -vvv everything")
                .build());
    }

    private static String longName(Option<?> option) {
        return "--" + option.name();
    }

    /** Adds exec: all words from the command on belong to the command, even those that look like options. */
    private void addExec() {
        CommandLine exec = addCommand(
                EXEC, "runs a command and tells what it and all that it starts uses, like time(1)", EXEC_OPTIONS);
        exec.setStopAtPositional(true);
        exec.getCommandSpec()
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("COMMAND")
                        .description("the command and its arguments")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1..*")
                        .build());
    }

    private static void add(CommandSpec spec, Option<?> option, boolean hidden) {
        List<String> names = new ArrayList<>();
        option.letter().ifPresent(letter -> names.add("-" + letter));
        names.add(longName(option));
        OptionSpec.Builder builder = OptionSpec.builder(names.toArray(new String[0]))
                .type(option.type() == Boolean.class ? Boolean.class : String.class)
                .hidden(hidden)
                .description(option.help().replace("%", "%%") + origin(option));
        if (option.type() == Boolean.class) {
            builder.arity("0");
        } else {
            builder.arity("1").paramLabel(option.placeholder());
        }
        spec.addOption(builder.build());
    }

    private static String origin(Option<?> option) {
        String variable = option.environment().map(name -> " [$" + name + "]").orElse("");
        String fallback = option.type() == Boolean.class
                ? ""
                : option.fallback().map(value -> " (default " + value + ")").orElse("");
        return variable + fallback;
    }

    /** What the user typed. */
    record Request(
            String command, List<Option<?>> commandOptions, ParseResult globals, ParseResult sub, CommandTree tree) {
        /** The sensor that was named; else the one whose option was given, for who gives it means that sensor. */
        String sensor() {
            if (!isGiven(SENSOR)) {
                for (Map.Entry<Option<?>, String> option : tree.sensorOptions.entrySet()) {
                    boolean chooses = !tree.complements.contains(option.getValue());
                    if (chooses && isGiven(option.getKey())) {
                        return option.getValue();
                    }
                }
            }
            return value(SENSOR);
        }

        boolean header() {
            return !value(NO_HEADER);
        }

        /** How to divide energy; empty if that is left to us. */
        Optional<AllocationPolicy> policy() {
            String label = value(POLICY);
            return label.equals(AUTO_POLICY) ? Optional.empty() : Optional.of(AllocationPolicy.of(label));
        }

        /** The ceilings that were given. */
        Map<DomainKind, Long> ceilings() {
            Map<DomainKind, Long> ceilings = new EnumMap<>(DomainKind.class);
            if (isGiven(CEILING)) {
                for (String part : value(CEILING).split(",", -1)) {
                    int equals = part.indexOf('=');
                    ceilings.put(kind(part.substring(0, Math.max(0, equals))), watts(part.substring(equals + 1)));
                }
            }
            return ceilings;
        }

        private static DomainKind kind(String label) {
            return Arrays.stream(DomainKind.values())
                    .filter(kind -> kind.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--ceiling: '" + label + "' is no kind of domain; as in --ceiling package=2000,dram=800"));
        }

        private static long watts(String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--ceiling: '" + text + "' is no whole number of watts", e);
            }
        }

        Path procfs() {
            return value(PROCFS);
        }

        Path sysfs() {
            return value(SYSFS);
        }

        /** The options given without effect. */
        List<String> withoutEffect() {
            return WITHOUT_EFFECT.stream()
                    .filter(this::isGiven)
                    .map(CommandTree::longName)
                    .toList();
        }

        Options sensorOptions() {
            return options(tree.sensorOptions.keySet());
        }

        /** How often {@code -v} was given. */
        int verbosity() {
            boolean own = commandOptions.stream()
                    .anyMatch(option -> ("-" + option.letter().orElse(' ')).equals(VERBOSE));
            return count(globals) + (own ? 0 : count(sub));
        }

        private static int count(ParseResult result) {
            return result.matchedOptionValue(VERBOSE, new boolean[0]).length;
        }

        /** What stands behind the options: a command, and its arguments. */
        List<String> arguments() {
            return sub.matchedPositionals().stream()
                    .flatMap(parameter -> parameter.stringValues().stream())
                    .toList();
        }

        /** Where to write, if not to standard error. */
        Optional<Path> report() {
            return sub.hasMatchedOption(longName(REPORT))
                    ? Optional.of(exporterOptions().get(REPORT))
                    : Optional.empty();
        }

        Options exporterOptions() {
            Options values = Options.NONE;
            for (Option<?> option : commandOptions) {
                values = withParsed(values, sub, option);
            }
            return values;
        }

        /** Returns where a global option was given: after the command if it was given there, else before it. */
        private ParseResult place(Option<?> global) {
            boolean own =
                    commandOptions.stream().anyMatch(option -> option.name().equals(global.name()));
            return !own && sub.hasMatchedOption(longName(global)) ? sub : globals;
        }

        private boolean isGiven(Option<?> global) {
            return place(global).hasMatchedOption(longName(global));
        }

        /**
         * Returns the value of a global option.
         *
         * @throws IllegalArgumentException if its text is not a value of the option
         */
        private <T> T value(Option<T> global) {
            return options(List.of(global)).get(global);
        }

        private Options options(Collection<Option<?>> global) {
            Options values = Options.NONE;
            for (Option<?> option : global) {
                values = withParsed(values, place(option), option);
            }
            return values;
        }

        private static <T> Options withParsed(Options values, ParseResult result, Option<T> option) {
            Object value = result.matchedOptionValue(longName(option), null);
            if (value == null) {
                return values;
            }
            return values.with(
                    option,
                    value instanceof String text
                            ? option.parse(text)
                            : option.type().cast(value));
        }
    }

    /**
     * Reads the arguments.
     *
     * @throws UsageException if they make no sense
     */
    ParseResult parse(String[] arguments) throws UsageException {
        try {
            return root.parseArgs(arguments);
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw new UsageException(
                    unmatched(e.getCommandLine(), e.getUnmatched().get(0)), help(e.getCommandLine()));
        } catch (CommandLine.ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()), help(e.getCommandLine()));
        }
    }

    private String unmatched(CommandLine at, String word) {
        if (at == root && !word.startsWith("-")) {
            return "there is no exporter or command '" + word + "'; there are: "
                    + String.join(", ", root.getSubcommands().keySet());
        }
        return "unknown option or argument '" + word + "'";
    }

    private static String help(CommandLine command) {
        return "see: " + command.getCommandSpec().qualifiedName() + " --help";
    }

    /**
     * Returns the plugin directory that the arguments name. The rest of them is not checked: the exporters of the plugins
     * are not known yet. No other parse can follow.
     */
    Optional<Path> pluginDirectory(String[] arguments) {
        root.setUnmatchedArgumentsAllowed(true);
        root.getCommandSpec().parser().collectErrors(true);
        root.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().parser().collectErrors(true));
        ParseResult before = root.parseArgs(arguments);
        ParseResult after = before.hasSubcommand() ? before.subcommand() : before;
        String name = longName(PLUGINS);
        String directory = after.matchedOptionValue(name, before.matchedOptionValue(name, null));
        return Optional.ofNullable(directory).map(KernelPath::given);
    }

    /** What was asked for, or empty if no command was. */
    Optional<Request> request(ParseResult parsed) {
        if (!parsed.hasSubcommand()) {
            return Optional.empty();
        }
        ParseResult sub = parsed.subcommand();
        String name = sub.commandSpec().name();
        return Optional.of(new Request(name, commandOptions.getOrDefault(name, List.of()), parsed, sub, this));
    }

    /** The help text of the command line. */
    String usage() {
        return root.getUsageMessage();
    }

    /** The help text of a command. */
    String usage(String command) {
        return Objects.requireNonNull(root.getSubcommands().get(command), command)
                .getUsageMessage();
    }
}
