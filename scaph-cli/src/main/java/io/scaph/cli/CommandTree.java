package io.scaph.cli;

import io.scaph.api.Providers;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * What can be typed, made from what the providers say of themselves: the options of sensors stand among the global ones,
 * each exporter is a command with its own.
 */
final class CommandTree {
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
    private final List<String> failures = new ArrayList<>();
    private final Map<Option<?>, String> sensorOptions = new LinkedHashMap<>();
    /** Sensors that are opened beside the one that is chosen: their options choose nobody. */
    private final Set<String> complements = new HashSet<>();

    CommandTree(List<SensorProvider> sensors, List<ExporterProvider> exporters, String version) {
        CommandSpec spec =
                CommandSpec.create().name("scaph").version("scaph " + version).mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Energy measurement: tells how many watts a host uses, and who uses them.")
                .synopsisSubcommandLabel("EXPORTER")
                .sortOptions(false)
                .commandListHeading("%nExporters and other commands (COMMAND --help tells more):%n")
                .footer("", "Exit codes: 0 done, 1 failed at run time, 2 bad usage or an unusable choice.");
        GLOBALS.forEach(option -> add(spec, option, false));
        spec.addOption(OptionSpec.builder(VERBOSE)
                .type(boolean[].class)
                .arity("0")
                .description("say more: -v what is chosen and why, -vv details, -vvv everything")
                .build());
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
        try {
            if (sensor.complements()) {
                complements.add(sensor.name());
            }
            for (Option<?> option : sensor.options()) {
                if (spec.findOption("--" + option.name()) == null) {
                    add(spec, option, false);
                    sensorOptions.put(option, sensor.name());
                }
            }
        } catch (RuntimeException | LinkageError e) {
            failures.add("options of sensor " + sensor.name() + " are left out: " + e.getMessage());
        }
    }

    /** One whose name or options clash with ours costs only itself. */
    private void addExporter(ExporterProvider exporter) {
        String name = exporter.name();
        try {
            if (OWN_COMMANDS.contains(name)) {
                throw new IllegalArgumentException("a command of scaph has this name");
            }
            addCommand(name, exporter.description(), exporter.options());
        } catch (RuntimeException | LinkageError e) {
            failures.add("exporter " + name + " is left out: " + e.getMessage());
        }
    }

    /** What was left out, and why; one line each. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private CommandLine addCommand(String name, String description, List<Option<?>> options) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description).sortOptions(false);
        options.forEach(option -> add(spec, option, false));
        CommandLine command = new CommandLine(spec);
        root.addSubcommand(name, command);
        return command;
    }

    /** What follows is the command's own, whatever it looks like. */
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
        names.add("--" + option.name());
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
            if (!globals.hasMatchedOption("--" + SENSOR.name())) {
                for (Map.Entry<Option<?>, String> option : tree.sensorOptions.entrySet()) {
                    boolean chooses = !tree.complements.contains(option.getValue());
                    if (chooses
                            && globals.hasMatchedOption("--" + option.getKey().name())) {
                        return option.getValue();
                    }
                }
            }
            return value(globals, SENSOR);
        }

        boolean header() {
            return !value(globals, NO_HEADER);
        }

        /** How to divide energy; empty if that is left to us. */
        Optional<AllocationPolicy> policy() {
            String label = value(globals, POLICY);
            return label.equals(AUTO_POLICY) ? Optional.empty() : Optional.of(AllocationPolicy.of(label));
        }

        /** The ceilings that were given. */
        Map<DomainKind, Long> ceilings() {
            Map<DomainKind, Long> ceilings = new EnumMap<>(DomainKind.class);
            if (globals.hasMatchedOption("--" + CEILING.name())) {
                for (String part : value(globals, CEILING).split(",", -1)) {
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
            return value(globals, PROCFS);
        }

        Path sysfs() {
            return value(globals, SYSFS);
        }

        /** The options given without effect. */
        List<String> withoutEffect() {
            return WITHOUT_EFFECT.stream()
                    .map(option -> "--" + option.name())
                    .filter(globals::hasMatchedOption)
                    .toList();
        }

        Options sensorOptions() {
            return options(globals, tree.sensorOptions.keySet());
        }

        /** What stands behind the options: a command, and its arguments. */
        List<String> arguments() {
            return sub.matchedPositionals().stream()
                    .flatMap(parameter -> parameter.stringValues().stream())
                    .toList();
        }

        /** Where to write, if not to standard error. */
        Optional<Path> report() {
            return sub.hasMatchedOption("--" + REPORT.name())
                    ? Optional.of(exporterOptions().get(REPORT))
                    : Optional.empty();
        }

        Options exporterOptions() {
            return options(sub, commandOptions);
        }

        /** Throws IllegalArgumentException, for the user, where an option has no such value. */
        private static <T> T value(ParseResult result, Option<T> option) {
            return options(result, List.of(option)).get(option);
        }

        private static Options options(ParseResult result, Collection<Option<?>> options) {
            Options values = Options.NONE;
            for (Option<?> option : options) {
                values = withParsed(values, result, option);
            }
            return values;
        }

        private static <T> Options withParsed(Options values, ParseResult result, Option<T> option) {
            Object value = result.matchedOptionValue("--" + option.name(), null);
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
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        return at != root && root.getCommandSpec().findOption(name) != null
                ? "'" + name + "' goes before the exporter: scaph " + name + " ... " + at.getCommandName()
                : "unknown option or argument '" + word + "'";
    }

    private static String help(CommandLine command) {
        return "see: " + command.getCommandSpec().qualifiedName() + " --help";
    }

    /** Without those that belong to a command that is run. */
    static String[] own(String[] arguments) {
        int exec = List.of(arguments).indexOf(EXEC);
        return exec < 0 ? arguments : Arrays.copyOf(arguments, exec);
    }

    /** What was asked for, or empty if no command was. */
    Optional<Request> request(ParseResult parsed, Providers providers) {
        if (!parsed.hasSubcommand()) {
            return Optional.empty();
        }
        ParseResult sub = parsed.subcommand();
        String name = sub.commandSpec().name();
        List<Option<?>> options = providers.exporters().stream()
                .filter(exporter -> exporter.name().equals(name))
                .findFirst()
                .map(ExporterProvider::options)
                .orElseGet(() -> optionsOf(name));
        return Optional.of(new Request(name, options, parsed, sub, this));
    }

    /** Of what is no exporter. */
    private static List<Option<?>> optionsOf(String name) {
        return switch (name) {
            case SENSORS -> List.of(JSON);
            case CALIBRATE -> CalibrateCommand.OPTIONS;
            case Recordings.RECORD -> Recordings.OPTIONS;
            case EXEC -> EXEC_OPTIONS;
            default -> List.of();
        };
    }

    /** The help text of the command line. */
    String usage() {
        return root.getUsageMessage();
    }
}
