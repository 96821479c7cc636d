package io.scaph.recording;

import io.scaph.api.Providers;
import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.discovery.Selection;
import io.scaph.api.internal.discovery.WorkloadSelection;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.plugin.TopologyUnion;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Writes the readings of sensors and of a workload source as a recording. It contains numbers: counters, CPU times, process
 * ids; no names of processes, users, containers or hosts, no command lines and no reasons of failures. Not safe for use by
 * several threads.
 */
public final class Recorder implements AutoCloseable {
    private final List<OpenSensor> open;
    private final List<RecordedSensor> sensors = new ArrayList<>();
    private final WorkloadSource workloads;
    private final NanoClock clock;
    private final Writer out;
    private final ProcessLines processes = new ProcessLines();
    private boolean ended;
    private long startNanos;
    private long tickNanos = -1;

    /**
     * Starts a recording and writes the sensor's domains.
     *
     * @param name the name of the sensor
     * @param sensor the sensor; closed by {@link #close()}
     * @param workloads the workload source; closed by {@link #close()}
     * @param clock the monotonic clock of the ticks
     * @param output where to write; flushed after each tick, never closed
     * @throws SensorUnavailableException if the sensor can't be described
     * @throws IOException if it can't be written
     */
    public Recorder(String name, Sensor sensor, WorkloadSource workloads, NanoClock clock, OutputStream output)
            throws SensorUnavailableException, IOException {
        this(List.of(Selection.opened(new SensorName(name, ""), sensor)), workloads, clock, output);
    }

    Recorder(List<OpenSensor> open, WorkloadSource workloads, NanoClock clock, OutputStream output) throws IOException {
        this.open = List.copyOf(open);
        this.workloads = workloads;
        this.clock = clock;
        out = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.US_ASCII));
        int domains = 0;
        for (OpenSensor each : open) {
            sensors.add(new RecordedSensor(each, domains));
            domains += each.topology().domains().size();
        }
        writeHead();
    }

    /**
     * Opens the sensors and the workload source that a monitor would open, and starts a recording.
     *
     * @param providers the providers to choose from
     * @param sensorName the sensor's name or alias, {@code auto} for the best that works here, or several joined by commas
     * @param setup what to open the sensor with
     * @param output where to write; opened after the sensors and the workload source
     * @return an open recorder
     * @throws SensorUnavailableException if the sensor can't work here
     * @throws IllegalArgumentException if there is no sensor of that name
     * @throws IOException if it can't be written
     */
    public static Recorder open(Providers providers, String sensorName, PluginSetup setup, Output output)
            throws SensorUnavailableException, IOException {
        List<OpenSensor> open = Selection.sensors(sensorName, providers.sensors(), setup);
        WorkloadSource source = WorkloadSelection.open(
                providers.workloadSources(), PluginSetup.standard().withRoots(setup.roots()));
        try {
            return new Recorder(open, source, setup.clock(), output.open());
        } catch (IOException | RuntimeException e) {
            open.forEach(OpenSensor::close);
            WorkloadSelection.close(source);
            throw e;
        }
    }

    /** The destination of a recording. */
    @FunctionalInterface
    public interface Output {
        /**
         * Opens it.
         *
         * @return the stream
         * @throws IOException if that is not possible
         */
        OutputStream open() throws IOException;
    }

    /**
     * The names of the recorded sensors.
     *
     * @return the names, joined by {@code +}
     */
    public String sensorName() {
        return open.stream().map(each -> each.info().name()).collect(Collectors.joining("+"));
    }

    private void writeHead() throws IOException {
        List<Topology> topologies = open.stream().map(OpenSensor::topology).toList();
        Topology topology = topologies.size() == 1 ? topologies.get(0) : TopologyUnion.of(topologies);
        String name = sensorName();
        line(Notation.HEAD);
        line(Notation.SENSOR, Notation.isSafeWord(name) ? name : Notation.NONE);
        for (Domain domain : topology.domains()) {
            writeDomain(topology, domain);
        }
        out.flush();
    }

    private void writeDomain(Topology topology, Domain domain) throws IOException {
        boolean host = topology.host().contains(domain);
        boolean withoutPsys = topology.hostWithoutPsys().contains(domain);
        line(
                Notation.DOMAIN,
                domain.id(),
                domain.kind().label(),
                number(domain.socket()),
                number(domain.die()),
                Notation.isSafeWord(domain.zone()) ? domain.zone() : Notation.NONE,
                domain.quality().name().toLowerCase(Locale.ROOT),
                domain.range().isPresent() ? Long.toString(domain.range().get().microjoules()) : Notation.NONE,
                Long.toString(domain.ceilingWatts()),
                (host ? "h" : Notation.NONE) + (withoutPsys ? "w" : Notation.NONE));
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : Notation.NONE;
    }

    /**
     * Writes the content of a file that does not change, such as the name of a zone. Call it before the first tick. A file
     * is left out if its path or content does not fit into a recording.
     *
     * @param path where it is, below {@code proc/} or {@code sys/}
     * @param content its text
     * @return whether it was written
     * @throws IOException if it can't be written
     * @throws IllegalStateException after the first tick
     */
    public boolean file(String path, String content) throws IOException {
        if (tickNanos >= 0) {
            throw new IllegalStateException("files come before the first tick");
        }
        String escaped = Notation.escape(content);
        if (!Notation.isSafePath(path) || escaped.length() > Notation.LONGEST_TEXT) {
            return false;
        }
        line(Notation.FILE, path, escaped);
        return true;
    }

    /**
     * Reads everything once, and writes it.
     *
     * @throws IOException if it can't be written
     */
    public void tick() throws IOException {
        long before = clock.nanoTime();
        List<CounterReadings> readings =
                sensors.stream().map(sensor -> sensor.read(before)).toList();
        long now = before + (clock.nanoTime() - before) / 2;
        if (tickNanos < 0) {
            startNanos = now;
        }
        // A coarse clock may show the same time twice; each tick of a recording is later than the one before.
        tickNanos = Math.max(now - startNanos, tickNanos + 1);
        line(Notation.TICK, Long.toString(tickNanos));
        if (readings.stream().anyMatch(CounterReadings::wasSuspended)) {
            line(Notation.SUSPENDED);
        }
        if (readings.stream().anyMatch(CounterReadings::wasRestarted)) {
            line(Notation.RESTARTED);
        }
        List<String> energy = new ArrayList<>(List.of(Notation.ENERGY));
        for (CounterReadings counters : readings) {
            for (int i = 0; i < counters.size(); i++) {
                energy.add(value(counters, i));
            }
        }
        List<String> lines = new ArrayList<>(List.of(String.join("\t", energy)));
        lines.addAll(processes.read(workloads));
        sensors.forEach(sensor -> sensor.addUseLines(lines));
        for (String text : lines) {
            line(text);
        }
        out.flush();
    }

    private static String value(CounterReadings counters, int domain) {
        if (counters.failure(domain).isPresent()) {
            return Notation.FAILED;
        }
        String confirmed = counters.isConfirmed(domain) ? Notation.CONFIRMED : "";
        long raw = counters.microjoules(domain);
        long low = counters.lowMicrojoules(domain);
        long high = counters.highMicrojoules(domain);
        if (low != raw || high != raw) {
            return raw + "~" + low + "~" + high + confirmed;
        }
        long publication = counters.publication(domain);
        return raw + (publication == 0 ? "" : ":" + publication) + confirmed;
    }

    /**
     * Whether the last tick could read anything.
     *
     * @return false if every counter failed, or there was no tick
     */
    public boolean hasReadings() {
        return sensors.stream().anyMatch(RecordedSensor::hasReadings);
    }

    /**
     * Writes the end, without which a recording is not complete. Does nothing the second time.
     *
     * @throws IOException if it can't be written
     */
    public void end() throws IOException {
        if (!ended) {
            ended = true;
            line(Notation.END);
            out.flush();
        }
    }

    private void line(String... fields) throws IOException {
        out.write(String.join("\t", fields));
        out.write('\n');
    }

    /** Releases the sensors and the workload source; does nothing the second time. */
    @Override
    public void close() {
        open.forEach(OpenSensor::close);
        WorkloadSelection.close(workloads);
    }
}
