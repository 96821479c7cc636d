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

/** What a {@link Recorder} wrote, read again. Immutable; any number of monitors may replay it. */
public final class Recording {
    private final String sensorName;
    private final Topology topology;
    private final SortedMap<String, String> files;
    private final List<RecordedTick> ticks;
    private final List<RecordedProcess> processes;

    Recording(
            String sensorName,
            Topology topology,
            SortedMap<String, String> files,
            List<RecordedTick> ticks,
            List<RecordedProcess> processes) {
        this.sensorName = sensorName;
        this.topology = topology;
        this.files = Collections.unmodifiableSortedMap(files);
        this.ticks = List.copyOf(ticks);
        this.processes = List.copyOf(processes);
    }

    /**
     * Reads a recording. It may come from anybody: what is not as it should be is an error, and it can't take more memory than
     * some times its size, which is bounded.
     *
     * @param file the file
     * @return the recording
     * @throws IOException if it can't be read or is no whole recording; the message names the file, the line and the reason
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
     * @throws IOException if it can't be read or is no whole recording; the message names it, the line and the reason
     */
    public static Recording read(InputStream in, String name) throws IOException {
        return new RecordingParser(name).parse(in);
    }

    /**
     * The sensor that was recorded.
     *
     * @return its name
     */
    public String sensorName() {
        return sensorName;
    }

    /**
     * What the sensor read.
     *
     * @return its topology; without what was ignored, and without remarks
     */
    public Topology topology() {
        return topology;
    }

    /**
     * The files of the machine that do not change.
     *
     * @return their contents by their paths, which begin with {@code proc/} or {@code sys/} and lead nowhere else
     */
    public SortedMap<String, String> files() {
        return files;
    }

    /**
     * How often everything was read.
     *
     * @return at least 1
     */
    public int ticks() {
        return ticks.size();
    }

    /**
     * When everything was read.
     *
     * @param tick which time, from 0
     * @return ns since the first tick
     */
    public long nanos(int tick) {
        return ticks.get(tick).nanos;
    }

    /**
     * What a counter showed.
     *
     * @param tick which time, from 0
     * @param domain the domain's index in the topology
     * @return µJ; below 0 if it could not be read
     */
    public long microjoules(int tick, int domain) {
        return ticks.get(tick).microjoules[domain];
    }

    /**
     * A sensor that reads again what was read.
     *
     * @param clock says which tick it is: its time 0 is that of the first. Between two ticks the earlier one holds
     * @return an open sensor
     */
    public Sensor sensor(NanoClock clock) {
        return new ReplayedSensor(this, ticks, clock);
    }

    /**
     * A workload source that tells again what was told.
     *
     * @param clock says which tick it is, as for {@link #sensor}
     * @return an open source
     */
    public WorkloadSource workloads(NanoClock clock) {
        return new ReplayedWorkloads(ticks, processes, clock);
    }
}
