package io.scaph.recording;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** The content of a file that a {@link Recorder} wrote. Immutable; any number of monitors may replay it. */
public final class Recording {
    private final String sensorName;
    private final Topology topology;
    private final SortedMap<String, String> files;
    private final List<RecordedTick> ticks;

    Recording(String sensorName, Topology topology, SortedMap<String, String> files, List<RecordedTick> ticks) {
        this.sensorName = sensorName;
        this.topology = topology;
        this.files = Collections.unmodifiableSortedMap(files);
        this.ticks = List.copyOf(ticks);
    }

    /**
     * Reads a recording, which may come from an untrusted source: every field is checked, the size is bounded, and so is the
     * memory that it takes.
     *
     * @param file the file
     * @return the recording
     * @throws IOException if it can't be read or is not a complete recording; the message names the file, the line and the reason
     */
    public static Recording read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    /**
     * Reads a recording, as {@link #read(Path)}.
     *
     * @param in where to read; not closed
     * @param name what to call it in messages
     * @return the recording
     * @throws IOException if it can't be read or is not a complete recording; the message names it, the line and the reason
     */
    public static Recording read(InputStream in, String name) throws IOException {
        return new RecordingParser(name).parse(in);
    }

    /**
     * The name of the recorded sensor.
     *
     * @return its name
     */
    public String sensorName() {
        return sensorName;
    }

    /**
     * The topology of the recorded sensor.
     *
     * @return its domains, without ignored zones and remarks
     */
    public Topology topology() {
        return topology;
    }

    /**
     * The files of the machine that do not change.
     *
     * @return their contents by their paths, all of them below {@code proc/} or {@code sys/}
     */
    public SortedMap<String, String> files() {
        return files;
    }

    /**
     * The number of readings.
     *
     * @return at least 1
     */
    public int ticks() {
        return ticks.size();
    }

    /**
     * The time of a reading.
     *
     * @param tick the number of the reading, from 0
     * @return ns since the first tick
     */
    public long nanos(int tick) {
        return ticks.get(tick).nanos;
    }

    /**
     * The value of a counter.
     *
     * @param tick the number of the reading, from 0
     * @param domain the domain's index in the topology
     * @return µJ; below 0 if it could not be read
     */
    public long microjoules(int tick, int domain) {
        return ticks.get(tick).counters.get(domain).microjoules();
    }

    /**
     * A sensor that replays the recorded counters.
     *
     * @param clock chooses the tick: its time 0 is the first tick. Between two ticks the earlier one holds
     * @return an open sensor
     */
    public Sensor sensor(NanoClock clock) {
        return new ReplayedSensor(topology, ticks, clock);
    }

    /**
     * A workload source that replays the recorded processes.
     *
     * @param clock chooses the tick, as for {@link #sensor}
     * @return an open source
     */
    public WorkloadSource workloads(NanoClock clock) {
        return new ReplayedWorkloads(ticks, clock);
    }
}
