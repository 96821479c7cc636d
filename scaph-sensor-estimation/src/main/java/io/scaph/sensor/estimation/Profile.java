package io.scaph.sensor.estimation;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.sensor.estimation.internal.power.LoadShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known about this machine more precisely than from a model: its measured power, or the thermal design power of its
 * chips. From a file of properties (docs/estimation.md), such as {@code scaph calibrate} writes, or from options, which win
 * over the file.
 *
 * @param curve the power of the whole machine at equal steps of load, from idle to full load; empty if it is not known
 * @param tdpWatts the thermal design power of a chip; empty if it is not known
 * @param threads the hardware threads of the measured machine; empty if it is this machine
 * @param covers what of that machine the power is, for people; empty if it is all of it
 * @param errorPercent how far the curve may be from the truth, where that was found out by measuring
 * @param origin where it is from, for users; empty if it is unknown
 */
record Profile(
        List<Double> curve,
        OptionalDouble tdpWatts,
        OptionalInt threads,
        Optional<String> covers,
        OptionalDouble errorPercent,
        Optional<String> origin) {
    static final Option<Path> FILE =
            Option.path("profile", "FILE", "estimation: read the power of this machine from FILE");
    static final Option<String> IDLE = Option.text("idle-watts", "W", "estimation: power of this machine when idle");
    static final Option<String> FULL = Option.text("full-watts", "W", "estimation: power of this machine at full load");
    static final Option<String> TDP = Option.text("tdp-watts", "W", "estimation: thermal design power of a CPU chip");

    private static final String IDLE_KEY = "idle.watts";
    private static final String FULL_KEY = "full.watts";
    private static final String CURVE_KEY = "curve.watts";
    private static final String TDP_KEY = "tdp.watts";
    private static final String THREADS_KEY = "threads";
    private static final String COVERS_KEY = "covers";
    private static final String ERROR_KEY = "error.percent";
    private static final Set<String> KEYS =
            Set.of(IDLE_KEY, FULL_KEY, CURVE_KEY, TDP_KEY, THREADS_KEY, COVERS_KEY, ERROR_KEY);
    /** What holds for a measured curve, and not for one with other ends. */
    private static final Set<String> MEASURED = Set.of(CURVE_KEY, COVERS_KEY, ERROR_KEY);

    private static final String WATTS = "watts from 0.001 to 10,000,000";
    private static final int MOST_THREADS = 1 << 16;
    private static final int LONGEST_COVERS = 100;
    private static final double PERCENT = 100;
    /** Other values are typing errors; beyond them, counters would not hold the energy for long. */
    private static final double LEAST_WATTS = 1e-3;

    private static final double MOST_WATTS = 1e7;
    /** Some editors begin UTF-8 with it. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final int ENDS_ONLY = 2;
    /** The load of a machine at which a busy thread costs what it does, within some percent, at most others. */
    private static final double HALF = 0.5;

    private static final int LITTLE_PERCENT = 20;

    /** A line from idle to full load is this close to four of five published points of curves. */
    private static final double STRAIGHT_LOW = 0.86;

    private static final double STRAIGHT_HIGH = 1.16;
    /** The same for the secant to half load. */
    private static final double SECANT_LOW = 0.96;

    private static final double SECANT_HIGH = 1.20;

    /**
     * Reads the options, and the file that they name.
     *
     * @param options the user's
     * @return the profile
     * @throws IOException if the file can't be read; the message names it and the reason
     * @throws IllegalArgumentException if it is invalid; the message is for the user
     */
    static Profile of(Options options) throws IOException {
        Properties properties = new Properties();
        Optional<Path> file = options.find(FILE);
        if (file.isPresent()) {
            read(file.get(), properties);
        }
        Optional<String> idle = options.find(IDLE);
        Optional<String> full = options.find(FULL);
        if (idle.isPresent() || full.isPresent()) {
            MEASURED.forEach(properties::remove);
        }
        if (idle.isPresent() && full.isPresent()) {
            // Both are of this machine; one alone is in terms of the file.
            properties.remove(THREADS_KEY);
        }
        idle.ifPresent(watts -> properties.setProperty(IDLE_KEY, watts));
        full.ifPresent(watts -> properties.setProperty(FULL_KEY, watts));
        options.find(TDP).ifPresent(watts -> properties.setProperty(TDP_KEY, watts));
        return of(new Entries(properties, file.map(Path::toString).orElse("the command line")), file.isPresent());
    }

    private static void read(Path file, Properties properties) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            properties.load(reader);
        } catch (IOException e) {
            throw new IOException(file + ": " + FailureText.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The properties of a profile, and where they are from. */
    private record Entries(Properties properties, String origin) {
        boolean has(String key) {
            return properties.containsKey(key);
        }

        IllegalArgumentException refused(String reason) {
            return new IllegalArgumentException(origin + ": " + reason);
        }

        OptionalDouble number(String key, double least, double most, String wanted) {
            String text = properties.getProperty(key);
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(number(key, text, least, most, wanted));
        }

        private double number(String key, String text, double least, double most, String wanted) {
            try {
                double number = Double.parseDouble(text.strip());
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Refused below.
            }
            throw refused(key + " is '" + text.strip() + "', not a number of " + wanted);
        }

        OptionalDouble watts(String key) {
            return number(key, LEAST_WATTS, MOST_WATTS, WATTS);
        }

        List<Double> curve() {
            List<Double> curve = new ArrayList<>();
            if (has(CURVE_KEY)) {
                for (String watts : properties.getProperty(CURVE_KEY).split(",", -1)) {
                    curve.add(number(CURVE_KEY, watts, LEAST_WATTS, MOST_WATTS, WATTS));
                }
            } else {
                watts(IDLE_KEY).ifPresent(curve::add);
                watts(FULL_KEY).ifPresent(curve::add);
            }
            if (curve.size() == 1) {
                throw refused(
                        has(CURVE_KEY)
                                ? "a curve of one point"
                                : "idle and full watts belong together, one of them is missing");
            }
            for (int i = 1; i < curve.size(); i++) {
                if (curve.get(i) < curve.get(i - 1)) {
                    throw refused("power falls from " + curve.get(i - 1) + " to " + curve.get(i) + " W as load grows");
                }
            }
            return curve;
        }

        OptionalInt threads() {
            OptionalDouble threads = number(THREADS_KEY, 1, MOST_THREADS, "hardware threads");
            if (threads.orElse(0) % 1 != 0) {
                throw refused(THREADS_KEY + " is " + threads.getAsDouble() + ", not a number of hardware threads");
            }
            return threads.isPresent() ? OptionalInt.of((int) threads.getAsDouble()) : OptionalInt.empty();
        }

        Optional<String> covers() {
            return Optional.ofNullable(properties.getProperty(COVERS_KEY))
                    .map(text -> text.replaceAll("[^ -~]", " ").strip())
                    .map(text -> text.substring(0, Math.min(text.length(), LONGEST_COVERS)))
                    .filter(text -> !text.isEmpty());
        }
    }

    private static Profile of(Entries entries, boolean isFile) {
        Set<String> unknown = new TreeSet<>(entries.properties().stringPropertyNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw entries.refused("a profile has no " + String.join(", ", unknown));
        }
        if (entries.has(CURVE_KEY) && (entries.has(IDLE_KEY) || entries.has(FULL_KEY))) {
            throw entries.refused(
                    "a profile has idle and full watts or a curve, which begins and ends with them; not both");
        }
        List<Double> curve = entries.curve();
        OptionalDouble tdp = entries.watts(TDP_KEY);
        boolean empty = curve.isEmpty() && tdp.isEmpty();
        if (isFile && empty) {
            throw entries.refused("it has neither idle and full watts nor a curve nor the thermal design power");
        }
        return new Profile(
                curve,
                tdp,
                entries.threads(),
                entries.covers(),
                entries.number(ERROR_KEY, 0, PERCENT, "percent from 0 to 100"),
                empty ? Optional.empty() : Optional.of(entries.origin()));
    }

    /**
     * The power of a hardware thread with its share of the machine.
     *
     * @param ownThreads the hardware threads of this machine
     * @param hostThreadsPerThread how many hardware threads of its host each of these is; does not matter to a profile of the
     *     machine that we run on
     * @return empty if the profile does not contain the machine's power
     */
    Optional<PowerLines> thread(int ownThreads, int hostThreadsPerThread) {
        if (curve.isEmpty()) {
            return Optional.empty();
        }
        double part = threads.isPresent() ? hostThreadsPerThread / (double) threads.getAsInt() : 1.0 / ownThreads;
        double idle = curve.get(0) * part;
        if (errorPercent.isPresent()) {
            return Optional.of(measured(idle, part, errorPercent.getAsDouble() / PERCENT));
        }
        if (curve.size() == ENDS_ONLY) {
            PowerLine line = new PowerLine(idle, curve.get(1) * part);
            return Optional.of(new PowerLines(line.times(1, STRAIGHT_LOW), line, line.times(1, STRAIGHT_HIGH)));
        }
        PowerLine line = secant(HALF, part);
        return Optional.of(new PowerLines(line.times(1, SECANT_LOW), line, line.times(1, SECANT_HIGH)));
    }

    /**
     * Whatever the load of the whole machine, its power is within this: the lines through idle and any load from a fifth on,
     * moved up and down as far as the curve below a fifth leaves them.
     */
    private PowerLines measured(double idle, double part, double error) {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int percent = LITTLE_PERCENT; percent <= PERCENT; percent++) {
            double full = secant(percent / PERCENT, part).fullWatts();
            least = Math.min(least, full);
            most = Math.max(most, full);
        }
        double below = 0;
        double above = 0;
        for (int permille = 0; permille < 10 * LITTLE_PERCENT; permille++) {
            double load = permille / (10 * PERCENT);
            double watts = LoadShape.at(curve, load) * part;
            below = Math.min(idle, Math.max(below, idle + (least - idle) * load - watts));
            above = Math.max(above, watts - idle - (most - idle) * load);
        }
        return new PowerLines(
                new PowerLine(idle - below, least - below).times(1 - error, 1 - error),
                secant(HALF, part),
                new PowerLine(idle + above, most + above).times(1 + error, 1 + error));
    }

    /** The line from idle through the power at a load. */
    private PowerLine secant(double load, double part) {
        double idle = curve.get(0) * part;
        return new PowerLine(idle, idle + Math.max(0, LoadShape.at(curve, load) * part - idle) / load);
    }

    /**
     * The curve of this machine, if it was measured there or on another one with as many hardware threads.
     *
     * @param ownThreads the hardware threads of this machine
     */
    Optional<MeasuredCurve> ownCurve(int ownThreads) {
        boolean own = threads.isPresent() && threads.getAsInt() == ownThreads;
        return own && !curve.isEmpty() && errorPercent.isPresent()
                ? Optional.of(new MeasuredCurve(curve, errorPercent.getAsDouble() / PERCENT, ownThreads))
                : Optional.empty();
    }
}
