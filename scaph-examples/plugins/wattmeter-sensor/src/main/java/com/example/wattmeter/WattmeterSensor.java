package com.example.wattmeter;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Makes power into energy: between two readings it was, as far as can be known, the mean of both. A counter that can't be read
 * is a gap; scaph credits the energy of the gap if the counter went on, so this one stands still for as long as the file
 * can't be read, and begins anew after that.
 */
final class WattmeterSensor implements Sensor {
    private static final int WALL = 0;
    private static final double MICROJOULES_PER_WATT_NANO = 1e-3;
    private static final double MOST_WATTS = 100_000;
    private static final int LONGEST_TEXT = 100;

    private final Path file;
    private final NanoClock clock;
    private final Topology topology;
    private boolean known;
    private long lastNanos;
    private double lastWatts;
    private double microjoules;

    WattmeterSensor(Path file, NanoClock clock) {
        this.file = file;
        this.clock = clock;
        Domain wall = Domain.of("wall", // The whole machine: what psys is to RAPL.
                DomainKind.PSYS).at(file.toString()).withRange(// It never wraps.
                OptionalLong.of(Long.MAX_VALUE).orElse(Long.MAX_VALUE)).withCeiling((long) MOST_WATTS);
        topology = Topology.of(List.of(wall), List.of(wall));
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        double watts;
        try {
            watts = readWatts(file);
        } catch (IOException e) {
            known = false;
            counters.fail(WALL, String.valueOf(e.getMessage()));
            return;
        }
        long now = clock.nanoTime();
        if (known) {
            microjoules += (watts + lastWatts) / 2 * (now - lastNanos) * MICROJOULES_PER_WATT_NANO;
        } else if (microjoules > 0) {
            // What was used while nothing was known is lost, and scaph is to know that.
            counters.restarted();
        }
        known = true;
        lastNanos = now;
        lastWatts = watts;
        counters.put(WALL, Math.round(microjoules));
    }

    /** A foreign file: no more than a number that can be a power is taken from it. */
    static double readWatts(Path file) throws IOException {
        try {
            if (Files.size(file) > LONGEST_TEXT) {
                throw new IOException(file + ": it is no number");
            }
            double watts = Double.parseDouble(Files.readString(file).strip());
            if (!(watts >= 0 && watts <= MOST_WATTS)) {
                throw new IOException(file + ": " + watts + " W can't be the power of a machine");
            }
            return watts;
        } catch (NumberFormatException e) {
            throw new IOException(file + ": it is no number", e);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        }
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
