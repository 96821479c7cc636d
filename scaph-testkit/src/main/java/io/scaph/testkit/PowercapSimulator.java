package io.scaph.testkit;

import io.scaph.api.internal.thread.PeriodicTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory like {@code /sys}, with a powercap tree of counters that advance in real time, to run a program on known watts.
 * Each counter is written about 200 times a second, by a rename, so that no reader sees a part of a number. Safe for use by
 * several threads.
 */
public final class PowercapSimulator implements AutoCloseable {
    private static final long WRITE_PERIOD_NANOS = 5_000_000;
    private static final long LONGEST_WRITE_MILLIS = 5_000;
    private static final String ENERGY = "energy_uj";

    private final Path classRoot;
    private final List<SimulatedZone> zones;
    private final Set<String> frozen = ConcurrentHashMap.newKeySet();
    private final long startNanos;
    private final PeriodicTask writer = new PeriodicTask("powercap-simulator", WRITE_PERIOD_NANOS, this::write);
    private long lastNanos;
    private volatile long longestPauseNanos;

    private PowercapSimulator(Path classRoot, List<SimulatedZone> zones) throws IOException {
        this.classRoot = classRoot;
        this.zones = List.copyOf(zones);
        for (SimulatedZone zone : zones) {
            Path directory = Files.createDirectories(classRoot.resolve(zone.path()));
            Files.writeString(directory.resolve("name"), zone.name() + "\n");
            Files.writeString(directory.resolve("max_energy_range_uj"), zone.rangeMicrojoules() + "\n");
            Files.writeString(directory.resolve("enabled"), "0\n");
        }
        startNanos = System.nanoTime();
        lastNanos = startNanos;
        writeAll();
        writer.start();
    }

    /**
     * Creates a tree and starts its counters.
     *
     * @param sysfs an existing directory in place of {@code /sys}; best on a file system in memory
     * @param zones the zones
     * @return the running simulator
     * @throws IOException if the tree can't be written
     */
    public static PowercapSimulator start(Path sysfs, List<SimulatedZone> zones) throws IOException {
        return new PowercapSimulator(sysfs.resolve("class").resolve("powercap"), zones);
    }

    /**
     * Creates a tree as a hypervisor publishes it, and starts its counters.
     *
     * @param root an existing directory, the root of the zones
     * @param zones the zones
     * @return the running simulator
     * @throws IOException if the tree can't be written
     */
    public static PowercapSimulator startGuest(Path root, List<SimulatedZone> zones) throws IOException {
        return new PowercapSimulator(root, zones);
    }

    private void write() {
        try {
            writeAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long nanos = System.nanoTime();
        longestPauseNanos = Math.max(longestPauseNanos, nanos - lastNanos);
        lastNanos = nanos;
    }

    private void writeAll() throws IOException {
        for (SimulatedZone zone : zones) {
            if (!frozen.contains(zone.path())) {
                Path directory = classRoot.resolve(zone.path());
                Path draft = directory.resolve("." + ENERGY);
                Files.writeString(draft, zone.raw(System.nanoTime() - startNanos) + "\n", StandardCharsets.US_ASCII);
                Files.move(draft, directory.resolve(ENERGY), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /**
     * The counter file of a zone; a test can change it while the zone is frozen.
     *
     * @param zone the zone's path
     * @return its {@code energy_uj}
     */
    public Path energyFile(String zone) {
        return classRoot.resolve(zone).resolve(ENERGY);
    }

    /**
     * Stops writing a zone's counter file; the zone still uses energy.
     *
     * @param zone the zone's path
     */
    public void freeze(String zone) {
        frozen.add(zone);
    }

    /**
     * Writes a zone's counter file again.
     *
     * @param zone the zone's path
     */
    public void thaw(String zone) {
        frozen.remove(zone);
    }

    /**
     * The longest time between two writes of the counters: some milliseconds, and more on a busy machine. A reading may lack
     * the energy of that time, which is then in the next one; a test that compares watts must allow for it.
     *
     * @return the time, since the start
     */
    public Duration longestPause() {
        return Duration.ofNanos(longestPauseNanos);
    }

    /** Stops; the tree stays. */
    @Override
    public void close() {
        writer.close();
        writer.awaitEnd(LONGEST_WRITE_MILLIS);
    }
}
