package io.scaph.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows {@code -javaagent:scaph-agent.jar=}: options {@code NAME=VALUE}, with commas in between. Read twice: at the entry,
 * so that a fault is reported at once, and inside. Immutable.
 */
public final class AgentOptions {
    private static final String PROFILE = "profile";
    private static final String SUMMARY = "summary";
    private static final String PROMETHEUS = "prometheus";
    private static final String PACKAGES = "packages";
    private static final String PERIOD = "period";
    private static final String SECONDS = "seconds";
    private static final String SENSOR = "sensor";
    private static final String LEAST = "least";
    private static final String LOG = "log";
    private static final String STATUS = "status";
    private static final String PARENT = "parent";
    private static final String JNA = "jna";

    private static final Set<String> NAMES =
            Set.of(PROFILE, SUMMARY, PROMETHEUS, PACKAGES, PERIOD, SECONDS, SENSOR, LEAST, LOG, STATUS, PARENT, JNA);
    private static final String KNOWN = "profile=FILE, summary, summary=FILE, prometheus=PORT, prometheus=ADDRESS:PORT,"
            + " packages=A+B, period=MILLIS, seconds=N, least=SECONDS, sensor=NAME, log=LEVEL, jna=true";
    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");
    private static final Duration USUAL_PERIOD = Duration.ofMillis(20);
    private static final int MOST_PORT = 65_535;

    private final Map<String, String> values = new LinkedHashMap<>();

    private AgentOptions() {}

    /**
     * Parses options.
     *
     * @param line the options, empty if there are none
     * @return the options
     * @throws IllegalArgumentException with a line for the user
     */
    public static AgentOptions parse(String line) {
        AgentOptions options = new AgentOptions();
        for (String option : line.split(",", -1)) {
            int equals = option.indexOf('=');
            String name = (equals < 0 ? option : option.substring(0, equals)).strip();
            if (name.isEmpty() && equals < 0) {
                continue;
            }
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("there is no option '" + name + "': use " + KNOWN);
            }
            options.values.put(
                    name, equals < 0 ? "" : option.substring(equals + 1).strip());
        }
        options.check();
        return options;
    }

    /** Finds all faults, before anything is opened. */
    private void check() {
        profile().ifPresent(AgentOptions::checkWritable);
        summaryFile().ifPresent(AgentOptions::checkWritable);
        endpoint();
        period();
        length();
        least();
        logLevel();
        status();
        parent();
    }

    private static void checkWritable(Path file) {
        Path directory = file.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IllegalArgumentException(file + " can't be written: its directory does not exist");
        }
        if (!Files.isWritable(directory)) {
            throw new IllegalArgumentException(file + " can't be written: its directory is not writable");
        }
    }

    private Optional<String> find(String name) {
        String value = values.get(name);
        if (value != null && value.isEmpty() && !name.equals(SUMMARY)) {
            throw new IllegalArgumentException("the option '" + name + "' needs a value: use " + KNOWN);
        }
        return Optional.ofNullable(value);
    }

    private Optional<Long> number(String name, long least) {
        return find(name).map(text -> {
            try {
                long number = Long.parseLong(text);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + "=" + text + " is not a whole number", e);
            }
            throw new IllegalArgumentException(name + "=" + text + " is below " + least);
        });
    }

    /**
     * The file for the profile, with placeholders replaced; in a JVM that another one started, with the pid in its name.
     *
     * @return the absolute path; empty if no profile is wanted
     */
    public Optional<Path> profile() {
        return find(PROFILE).map(this::file);
    }

    private Path file(String text) {
        String pid = Long.toString(ProcessHandle.current().pid());
        String name = text.contains("%p") || isMain() ? text : withPid(text);
        String now = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneId.systemDefault()));
        try {
            return Path.of(name.replace("%p", pid).replace("%t", now)).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(text + " is not a file name: " + e.getReason(), e);
        }
    }

    /** Before the first dot of the name: an ending may have several parts, as {@code .speedscope.json}. */
    private static String withPid(String text) {
        int dot = text.indexOf('.', text.lastIndexOf('/') + 2);
        return dot < 0 ? text + "-%p" : text.substring(0, dot) + "-%p" + text.substring(dot);
    }

    /** Whether this JVM is the one that was asked for, and not one that it started. */
    private boolean isMain() {
        Optional<Long> parent = parent();
        return parent.isEmpty()
                || ProcessHandle.current().parent().map(ProcessHandle::pid).equals(parent);
    }

    private Optional<Long> parent() {
        return number(PARENT, 1);
    }

    /**
     * Whether to write a summary at the end.
     *
     * @return true if it is wanted
     */
    public boolean summary() {
        return values.containsKey(SUMMARY);
    }

    /**
     * The file for the summary; standard error if there is none.
     *
     * @return the absolute path
     */
    public Optional<Path> summaryFile() {
        return find(SUMMARY).filter(text -> !text.isEmpty()).map(this::file);
    }

    /**
     * Where Prometheus may scrape.
     *
     * @return the address; empty if it is not wanted
     */
    public Optional<InetSocketAddress> endpoint() {
        return find(PROMETHEUS).map(text -> {
            int colon = text.lastIndexOf(':');
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (port >= 0 && port <= MOST_PORT) {
                    return new InetSocketAddress(
                            colon < 0
                                    ? InetAddress.getLoopbackAddress()
                                    : InetAddress.getByName(text.substring(0, colon)),
                            port);
                }
            } catch (NumberFormatException | UnknownHostException e) {
                throw new IllegalArgumentException(notAnEndpoint(text), e);
            }
            throw new IllegalArgumentException(notAnEndpoint(text));
        });
    }

    private static String notAnEndpoint(String text) {
        return "prometheus=" + text + " is not a port, or an address of this machine and a port, as in 127.0.0.1:9400";
    }

    /**
     * Packages, or other beginnings of names of methods, for which the summary has a line each.
     *
     * @return the beginnings of names; usually none
     */
    public List<String> packages() {
        return find(PACKAGES).map(text -> List.of(text.split("\\+"))).orElse(List.of());
    }

    /**
     * The time between two samples.
     *
     * @return the period, 20 ms unless given
     */
    public Duration period() {
        return number(PERIOD, 10).map(Duration::ofMillis).orElse(USUAL_PERIOD);
    }

    /**
     * How long to measure; without it, to the end of the JVM.
     *
     * @return the time; empty for ever
     */
    public Optional<Duration> length() {
        return number(SECONDS, 1).map(Duration::ofSeconds);
    }

    /**
     * Nothing is written if the JVM ran for less than this.
     *
     * @return the time; 0 for the JVM that was asked for
     */
    public Duration least() {
        return isMain()
                ? Duration.ZERO
                : number(LEAST, 0).map(Duration::ofSeconds).orElse(Duration.ZERO);
    }

    /** Whether JNA is to be used. */
    boolean usesJna() {
        return find(JNA).filter(text -> text.equals("true")).isPresent();
    }

    /**
     * The name of the sensor to read.
     *
     * @return the name; empty for the best
     */
    public Optional<String> sensor() {
        return find(SENSOR);
    }

    /**
     * The name of the lowest level of what to log, in capital letters.
     *
     * @return such as {@code ERROR}
     */
    public String logLevel() {
        String level = find(LOG).map(text -> text.toUpperCase(Locale.ROOT)).orElse("ERROR");
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "log=" + level + " is not a level: use error, warn, info, debug or trace");
        }
        return level;
    }

    /**
     * The file that gets one line when the measurement is over: {@code ok}, or what failed.
     *
     * @return the file; empty if no program waits for it
     */
    public Optional<Path> status() {
        return find(STATUS).map(Path::of);
    }
}
