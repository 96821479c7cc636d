package io.scaph.testkit;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.spi.HostRoots;
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
 * Replays a recording of {@code scaph record} in virtual time: to a monitor, whatever the recorded sensor was, or as files to the
 * sensor that reads them. Not safe for use by several threads, except the clock and the monitor.
 */
public final class Replay {
    private static final String CLASS = "sys/class/powercap/";

    private final Recording recording;
    private final VirtualClock clock = new VirtualClock();
    private int tick;
    private @Nullable Path root;

    /**
     * A replay at the first tick.
     *
     * @param recording the recording
     */
    public Replay(Recording recording) {
        this.recording = recording;
    }

    /**
     * Reads a recording, for a replay at its first tick.
     *
     * @param file the recording
     * @return the replay
     * @throws IOException if it can't be read or is not a complete recording; the message names the file, the line and the reason
     */
    public static Replay of(Path file) throws IOException {
        return new Replay(Recording.read(file));
    }

    /**
     * The time of the machine; the first tick is at 0.
     *
     * @return its clock. Advanced far, it skips ticks; between two ticks the earlier one holds
     */
    public VirtualClock clock() {
        return clock;
    }

    /**
     * Opens a monitor that reads the recorded values, and ticks when a reader asks.
     *
     * @return the monitor
     */
    public Monitor monitor() {
        return SimulatedMachine.open(monitorBuilder());
    }

    /**
     * A builder for a monitor that reads the recorded values. Each builder is for one monitor.
     *
     * @return a builder with the recorded sensor and processes, and the clock
     */
    public MonitorBuilder monitorBuilder() {
        return Monitor.builder()
                .sensor(recording.sensorName(), "a recording", recording.sensor(clock))
                .workloads(recording.workloads(clock))
                .clock(clock)
                .manualTicks();
    }

    /**
     * Moves to the next tick.
     *
     * @return false after the last tick
     * @throws IOException if the files of {@link #layOut} can't be written
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
     * Writes the machine's files: names and ranges of its powercap zones, the description of its CPUs, and the counters, which
     * {@link #next()} writes again. A counter that could not be read has no file.
     *
     * @param directory an existing directory, of any file system; best one in memory
     * @return the new places of {@code /proc} and {@code /sys}
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
            // Only a recorded zone has a counter file, and its name is a safe path.
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
