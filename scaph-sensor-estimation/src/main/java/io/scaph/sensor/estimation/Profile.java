package io.scaph.sensor.estimation;

import io.scaph.api.spi.FailureText;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of this machine better than a model can: its own power, measured, or the thermal design power of its chips.
 * From a file of properties ({@code idle.watts}, {@code full.watts} or {@code curve.watts}, {@code tdp.watts}), or from
 * options, which win over the file.
 *
 * @param curve the power of the whole machine at equal steps of load, from idle to full load; empty if it is not known
 * @param tdpWatts the thermal design power of a chip; empty if it is not known
 * @param origin where it is from, for people; empty if there is none
 */
record Profile(List<Double> curve, OptionalDouble tdpWatts, Optional<String> origin) {
    static final Option<Path> FILE =
            Option.path("profile", "FILE", "the power of this machine, for the sensor estimation");
    static final Option<String> IDLE =
            Option.text("idle-watts", "W", "the power of this machine when idle, for the sensor estimation");
    static final Option<String> FULL =
            Option.text("full-watts", "W", "the power of this machine at full load, for the sensor estimation");
    static final Option<String> TDP =
            Option.text("tdp-watts", "W", "the thermal design power of a CPU chip, for the sensor estimation");

    private static final String IDLE_KEY = "idle.watts";
    private static final String FULL_KEY = "full.watts";
    private static final String CURVE_KEY = "curve.watts";
    private static final String TDP_KEY = "tdp.watts";
    private static final Set<String> KEYS = Set.of(IDLE_KEY, FULL_KEY, CURVE_KEY, TDP_KEY);
    private static final int MIDDLE = 2;

    /** Power follows its curve, of which a line from idle to full load tells four of five published points so well. */
    private static final double STRAIGHT_LOW = 0.86;

    private static final double STRAIGHT_HIGH = 1.16;
    /** The same for the secant to half load. */
    private static final double SECANT_LOW = 0.96;

    private static final double SECANT_HIGH = 1.20;

    Profile {
        curve = List.copyOf(curve);
    }

    /**
     * Reads the options, and the file that they name.
     *
     * @param options the user's
     * @return the profile
     * @throws IOException if the file can't be read; the message names it and the reason
     * @throws IllegalArgumentException if it makes no sense; the message is for the user
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
            properties.remove(CURVE_KEY);
        }
        idle.ifPresent(watts -> properties.setProperty(IDLE_KEY, watts));
        full.ifPresent(watts -> properties.setProperty(FULL_KEY, watts));
        options.find(TDP).ifPresent(watts -> properties.setProperty(TDP_KEY, watts));
        return of(properties, file.map(Path::toString).orElse("the command line"));
    }

    private static void read(Path file, Properties properties) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IOException(file + ": " + FailureText.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Profile of(Properties properties, String origin) {
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(origin + ": a profile has no " + String.join(", ", unknown));
        }
        List<Double> curve = curve(properties, origin);
        OptionalDouble tdp = properties.containsKey(TDP_KEY)
                ? OptionalDouble.of(watts(properties.getProperty(TDP_KEY, ""), TDP_KEY, origin))
                : OptionalDouble.empty();
        return new Profile(curve, tdp, curve.isEmpty() && tdp.isEmpty() ? Optional.empty() : Optional.of(origin));
    }

    private static List<Double> curve(Properties properties, String origin) {
        List<Double> curve = new ArrayList<>();
        if (properties.containsKey(CURVE_KEY)) {
            for (String watts : properties.getProperty(CURVE_KEY, "").split(",", -1)) {
                curve.add(watts(watts, CURVE_KEY, origin));
            }
        } else if (properties.containsKey(IDLE_KEY) && properties.containsKey(FULL_KEY)) {
            curve.add(watts(properties.getProperty(IDLE_KEY, ""), IDLE_KEY, origin));
            curve.add(watts(properties.getProperty(FULL_KEY, ""), FULL_KEY, origin));
        } else if (properties.containsKey(IDLE_KEY) || properties.containsKey(FULL_KEY)) {
            throw new IllegalArgumentException(
                    origin + ": idle and full watts belong together, one of them is missing");
        }
        if (curve.size() == 1) {
            throw new IllegalArgumentException(origin + ": a curve of one point");
        }
        for (int i = 1; i < curve.size(); i++) {
            if (curve.get(i) < curve.get(i - 1)) {
                throw new IllegalArgumentException(
                        origin + ": power falls from " + curve.get(i - 1) + " to " + curve.get(i) + " W as load grows");
            }
        }
        return curve;
    }

    private static double watts(String text, String key, String origin) {
        try {
            double watts = Double.parseDouble(text.strip());
            if (watts > 0 && watts < Float.MAX_VALUE) {
                return watts;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                origin + ": " + key + " is '" + text.strip() + "', not a number of watts above 0");
    }

    /**
     * The power of a hardware thread with its share of the machine.
     *
     * @param threads the machine's hardware threads
     * @return empty if the profile does not tell the machine's power
     */
    Optional<Interval> thread(int threads) {
        if (curve.isEmpty()) {
            return Optional.empty();
        }
        double idle = curve.get(0) / threads;
        if (curve.size() == MIDDLE) {
            PowerLine line = new PowerLine(idle, curve.get(1) / threads);
            return Optional.of(new Interval(line.times(1, STRAIGHT_LOW), line, line.times(1, STRAIGHT_HIGH)));
        }
        PowerLine line = new PowerLine(idle, idle + 2 * (atHalfLoad() / threads - idle));
        return Optional.of(new Interval(line.times(1, SECANT_LOW), line, line.times(1, SECANT_HIGH)));
    }

    private double atHalfLoad() {
        int last = curve.size() - 1;
        return (curve.get(last / 2) + curve.get((last + 1) / 2)) / 2;
    }
}
