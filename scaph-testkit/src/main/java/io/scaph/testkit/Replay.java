package io.scaph.testkit;

import io.scaph.api.Monitor;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recorded machine in virtual time: what {@code scaph record} read is read again. Either by a monitor, of whatever sensor it
 * was; or as files, by the sensor that reads those. Not safe for use by several threads, but for the clock and the monitor.
 */
public final class Replay {
    private static final String CLASS = "sys/class/powercap/";

    private final Recording recording;
    private final VirtualClock clock = new VirtualClock();
    private int tick;
    private @Nullable Path root;

    /**
     * Makes a machine that stands at the first tick.
     *
     * @param recording what to replay
     */
    public Replay(Recording recording) {
        this.recording = recording;
    }

    /**
     * Reads a recording and makes a machine that stands at its first tick.
     *
     * @param file the recording
     * @return the machine
     * @throws IOException if it can't be read or is no whole recording; the message names the file, the line and the reason
     */
    public static Replay of(Path file) throws IOException {
        return new Replay(Recording.read(file));
    }

    /**
     * The time of the machine; 0 is that of the first tick.
     *
     * @return its clock. Who moves it far moves over ticks; between two the earlier one holds
     */
    public VirtualClock clock() {
        return clock;
    }

    /**
     * Opens a monitor that reads what was recorded, and ticks when it is asked.
     *
     * @return the monitor
     */
    public Monitor monitor() {
        try {
            return monitorBuilder().open();
        } catch (SensorUnavailableException e) {
            throw new IllegalStateException("a sensor that is open can't be unavailable", e);
        }
    }

    /**
     * Begins to describe a monitor that reads what was recorded. Each builder is for one monitor.
     *
     * @return a builder with the recorded sensor and processes, and the clock
     */
    public Monitor.Builder monitorBuilder() {
        return Monitor.builder()
                .sensor(recording.sensorName(), "a recording", recording.sensor(clock))
                .workloads(recording.workloads(clock))
                .clock(clock)
                .manualTicks();
    }

    /**
     * Goes to the next tick.
     *
     * @return false if there is none
     * @throws IOException if the files that were laid out can't be written
     */
    public boolean next() throws IOException {
        if (tick + 1 >= recording.ticks()) {
            return false;
        }
        tick++;
        clock.advance(Duration.ofNanos(Math.max(0, recording.nanos(tick) - clock.nanoTime())));
        writeCounters();
        return true;
    }

    /**
     * Lays the machine's files out: names and ranges of its powercap zones, what its CPUs are, and the counters, which {@link
     * #next()} writes again. A counter that could not be read is not there.
     *
     * @param directory an existing directory, of any file system; best one in memory
     * @return where {@code /proc} and {@code /sys} are now
     * @throws IOException if they can't be written
     */
    public HostRoots layOut(Path directory) throws IOException {
        root = directory;
        Files.createDirectories(directory.resolve("proc"));
        Files.createDirectories(directory.resolve("sys"));
        for (Map.Entry<String, String> file : recording.files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
        writeCounters();
        return HostRoots.of(directory.resolve("proc"), directory.resolve("sys"));
    }

    private void writeCounters() throws IOException {
        if (root == null) {
            return;
        }
        List<Domain> domains = recording.topology().domains();
        for (int i = 0; i < domains.size(); i++) {
            String zone = CLASS + domains.get(i).zone();
            // Only what was a zone has a counter file; the name of one can't lead elsewhere.
            if (recording.files().containsKey(zone + "/name")) {
                write(root.resolve(zone), recording.microjoules(tick, i));
            }
        }
    }

    private static void write(Path zone, long microjoules) throws IOException {
        Path counter = zone.resolve("energy_uj");
        if (microjoules < 0) {
            Files.deleteIfExists(counter);
            return;
        }
        Path draft = zone.resolve(".energy_uj");
        Files.writeString(draft, microjoules + "\n");
        Files.move(draft, counter, StandardCopyOption.REPLACE_EXISTING);
    }
}
