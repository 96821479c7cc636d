package io.scaph.cli.command;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.Providers;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.DomainKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The options that every command takes, including those of the sensors.
 *
 * @param own values of {@link #ALL}
 * @param ofSensors values of the sensors' options
 * @param chosenByOption the sensor that one of its options chose
 * @param verbosity how often {@code -v} was given
 */
public record GlobalOptions(Options own, Options ofSensors, Optional<String> chosenByOption, int verbosity) {
    private static final Option<String> SENSOR = Option.text(
                    "sensor", "SENSOR", "the sensor to read; see: scaph sensors")
            .withLetter('s')
            .withDefault("auto");
    private static final Option<String> POLICY = Option.text(
                    "policy", "POLICY", "divide energy by capacity, active, baseline or baseline=WATTS")
            .withDefault("auto");
    private static final Option<String> CEILING =
            Option.text("ceiling", "KIND=WATTS,...", "treat more power than this in a kind of domain as misreads");
    private static final Option<String> TICK = Option.text(
                    "tick", "SECONDS", "read all processes this often, 0.1 to 10, and when a reader asks")
            .withDefault("auto");
    private static final Option<Boolean> NO_HEADER =
            Option.flag("no-header", "don't print on standard error what is about to run");
    static final Option<Path> PLUGINS = Option.path("plugins", "DIR", "also load the plugin jars in this directory");
    private static final Option<Path> PROCFS = Option.path(
                    "path-procfs", "DIR", "read DIR instead of /proc, as in a container")
            .withDefault(Path.of("/proc"));
    private static final Option<Path> SYSFS =
            Option.path("path-sysfs", "DIR", "read DIR instead of /sys").withDefault(Path.of("/sys"));

    /** Options of Scaphandre for buffers that do not exist here: accepted, so that its command lines work. */
    static final List<Option<?>> WITHOUT_EFFECT = List.of(
            Option.integer("sensor-buffer-per-domain-max-kb", "KB", "no effect: energy is added up, not buffered"),
            Option.integer("sensor-buffer-per-socket-max-kb", "KB", "no effect: energy is added up, not buffered"));

    /** All global options except {@code -v}, which can be repeated, and the options of the sensors. */
    static final List<Option<?>> ALL = Stream.concat(
                    Stream.of(SENSOR, POLICY, CEILING, TICK, NO_HEADER, PLUGINS, PROCFS, SYSFS),
                    WITHOUT_EFFECT.stream())
            .toList();

    /** In seconds. Longer ticks would lose the kernel's reports of processes that ended, and delay health checks. */
    private static final double LONGEST_TICK = 10;

    private static final double SHORTEST_TICK = 0.1;
    private static final String HELP = "see: scaph --help";

    /** The named sensor; else the sensor of a given option. */
    public String sensor() {
        return own.isGiven(SENSOR) ? own.get(SENSOR) : chosenByOption.orElse(own.get(SENSOR));
    }

    /** Whether to print what is about to run. */
    public boolean header() {
        return !own.get(NO_HEADER);
    }

    /** The options that were given and have no effect, each as the user types it. */
    public List<String> withoutEffect() {
        return WITHOUT_EFFECT.stream()
                .filter(own::isGiven)
                .map(option -> "--" + option.name())
                .toList();
    }

    /** What a sensor is opened with. */
    public PluginSetup setup() {
        return PluginSetup.standard()
                .withRoots(HostRoots.of(own.get(PROCFS), own.get(SYSFS)))
                .withOptions(ofSensors);
    }

    /**
     * Opens the monitor that the options describe.
     *
     * @throws CommandException if a value is invalid, or if the sensor can't work here
     */
    public Monitor open(Providers providers, MonitorBuilder builder) throws CommandException {
        CommandException.checked(
                () -> {
                    policy().ifPresent(builder::policy);
                    ceilings().forEach(builder::ceiling);
                    tick().ifPresent(builder::tick);
                    return builder.providers(providers).roots(setup().roots()).options(ofSensors);
                },
                HELP);
        return opened(builder.sensor(sensor())::open);
    }

    /** How to divide energy; empty if the quality of the sensor decides. */
    public Optional<AllocationPolicy> policy() {
        return own.isGiven(POLICY) && !own.get(POLICY).equals("auto")
                ? Optional.of(AllocationPolicy.of(own.get(POLICY)))
                : Optional.empty();
    }

    private Optional<Duration> tick() {
        return own.isGiven(TICK) && !own.get(TICK).equals("auto")
                ? Optional.of(seconds(own.get(TICK)))
                : Optional.empty();
    }

    private static Duration seconds(String text) {
        String fault = "--tick: '" + text + "' is not a number of seconds from 0.1 to 10";
        try {
            double seconds = Double.parseDouble(text);
            if (seconds >= SHORTEST_TICK && seconds <= LONGEST_TICK) {
                return Duration.ofMillis(Math.round(seconds * 1_000));
            }
            throw new IllegalArgumentException(fault);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(fault, e);
        }
    }

    private Map<DomainKind, Long> ceilings() {
        Map<DomainKind, Long> ceilings = new EnumMap<>(DomainKind.class);
        for (String part : own.find(CEILING).map(text -> text.split(",", -1)).orElse(new String[0])) {
            int equals = part.indexOf('=');
            ceilings.put(kind(part.substring(0, Math.max(0, equals))), watts(part.substring(equals + 1)));
        }
        return ceilings;
    }

    private static DomainKind kind(String label) {
        return Arrays.stream(DomainKind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--ceiling: '" + label + "' is not a kind of domain; as in --ceiling package=2000,dram=800"));
    }

    private static long watts(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--ceiling: '" + text + "' is not a whole number of watts", e);
        }
    }

    /**
     * Opens a sensor, or something that needs one.
     *
     * @param <T> what is opened
     * @param <X> what else it throws
     */
    @FunctionalInterface
    public interface Opening<T, X extends Exception> {
        /** Opens it. */
        T open() throws SensorUnavailableException, X;
    }

    /**
     * Opens something that needs the sensor.
     *
     * @throws CommandException if no sensor has the name, or if it can't work here
     * @throws X if the opening does
     */
    public static <T, X extends Exception> T opened(Opening<T, X> opening) throws CommandException, X {
        try {
            return opening.open();
        } catch (SensorUnavailableException e) {
            throw CommandException.usage("no energy can be read: " + e.getMessage(), "remedy: " + e.remedy());
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), "see: scaph sensors");
        }
    }
}
