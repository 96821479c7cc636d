package io.scaph.api.internal.meter;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.text.FailureText;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sensor of one domain, made from a supplier. If a supplier throws, that reading is lost. */
public final class SuppliedSensor implements Sensor {
    private static final double NANOS_PER_MICROJOULE_AND_WATT = 1_000;

    /** More than any machine uses, but hours of it still fit into a counter. */
    private static final double MOST_WATTS = 1e9;

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    private final Topology topology;
    private final Duration step;
    private final Consumer<RawCounters> reading;

    private SuppliedSensor(Domain domain, Duration step, Consumer<RawCounters> reading) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("the step of a counter can't be " + step);
        }
        this.step = step;
        topology = Topology.of(List.of(domain), domain.kind().insidePackage() ? List.of() : List.of(domain));
        this.reading = reading;
    }

    /**
     * Returns a sensor that integrates a power.
     *
     * @param domain what it measures
     * @param step how often the power is measured again
     * @param watts gives the power, in W
     * @return the sensor
     */
    public static Sensor ofPower(Domain domain, Duration step, DoubleSupplier watts) {
        if (domain.range().isPresent()) {
            throw new IllegalArgumentException("domain " + domain.id() + ": has a range, but a power never wraps");
        }
        Objects.requireNonNull(watts);
        return new SuppliedSensor(domain, step, new PowerIntegral(watts));
    }

    /**
     * Returns a sensor that reads a counter of energy.
     *
     * @param domain what it measures
     * @param step the time between two moves of the counter
     * @param counter gives the value of the counter
     * @return the sensor
     */
    public static Sensor ofEnergy(Domain domain, Duration step, Supplier<Energy> counter) {
        Objects.requireNonNull(counter);
        return new SuppliedSensor(domain, step, counters -> readCounter(counter, counters));
    }

    private static void readCounter(Supplier<? extends @Nullable Energy> counter, RawCounters counters) {
        Energy value = counter.get();
        if (value == null) {
            counters.fail(0, "its supplier gave no energy");
        } else {
            counters.put(0, value.microjoules());
        }
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public Duration step() {
        return step;
    }

    @Override
    public void read(RawCounters counters) {
        try {
            reading.accept(counters);
        } catch (RuntimeException e) {
            counters.fail(0, reason(e));
        }
    }

    private static String reason(RuntimeException e) {
        String message = e instanceof UncheckedIOException wrapped && wrapped.getCause() != null
                ? FailureText.withFile(wrapped.getCause())
                : e.getMessage();
        boolean says = message != null && !message.isBlank();
        return LINE_BREAKS
                .matcher(says ? message : "its supplier failed: " + e)
                .replaceAll(" ")
                .strip();
    }

    /** The energy under the line through all readings of a power, but not across readings that failed. */
    private static final class PowerIntegral implements Consumer<RawCounters> {
        private final DoubleSupplier power;
        private boolean continuous = true;
        private boolean begun;
        private long lastNanos;
        private double lastWatts;
        private long microjoules;
        private double fraction;

        PowerIntegral(DoubleSupplier power) {
            this.power = power;
        }

        @Override
        public void accept(RawCounters counters) {
            boolean wasContinuous = continuous;
            continuous = false;
            double watts = power.getAsDouble();
            if (!(watts >= 0 && watts <= MOST_WATTS)) {
                counters.fail(0, "its supplier gave " + watts + " W");
                return;
            }
            long now = counters.nanoTime();
            if (begun && wasContinuous) {
                fraction += (lastWatts + watts) / 2 * (now - lastNanos) / NANOS_PER_MICROJOULE_AND_WATT;
                long whole = (long) fraction;
                microjoules += whole;
                fraction -= whole;
            } else if (begun) {
                counters.restarted(0);
            }
            begun = true;
            continuous = true;
            lastNanos = now;
            lastWatts = watts;
            counters.put(0, microjoules);
            counters.confirm(0);
        }
    }
}
