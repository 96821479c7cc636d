package io.scaph.recording;

import io.scaph.api.Providers;
import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.discovery.Selection;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.internal.tick.OpenSensor;
import io.scaph.api.snapshot.SensorInfo;
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
import java.util.Locale;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a sensor and a workload source read, as a recording. Written are numbers: counters, CPU times, process ids.
 * Names of processes, users, containers and hosts, command lines, and the reasons of failures are not. Not safe for use by
 * several threads.
 */
public final class Recorder implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Recorder.class);

    private final OpenSensor open;
    private final PluginGuard reading;
    private final PluginGuard asking;
    private final WorkloadSource workloads;
    private final NanoClock clock;
    private final Writer out;
    private final CounterReadings counters;
    private final ProcessLines processes = new ProcessLines();
    private boolean ticked;
    private boolean ended;
    private long startNanos;
    private long tickNanos = -1;

    /**
     * Begins to record. Writes what the sensor's domains are.
     *
     * @param name the name of the sensor
     * @param sensor the sensor; closed by {@link #close()}
     * @param workloads the workload source; closed by {@link #close()}
     * @param clock the monotonic clock that tells when
     * @param output where to write; flushed after each tick, never closed
     * @throws IOException if it can't be written
     */
    public Recorder(String name, Sensor sensor, WorkloadSource workloads, NanoClock clock, OutputStream output)
            throws IOException {
        this(opened(new SensorName(name, ""), sensor), workloads, clock, output);
    }

    private Recorder(OpenSensor open, WorkloadSource workloads, NanoClock clock, OutputStream output)
            throws IOException {
        this.open = open;
        this.workloads = workloads;
        this.clock = clock;
        reading = new PluginGuard(LOGGER, "sensor " + open.info().name());
        asking = new PluginGuard(LOGGER, "asking sensor " + open.info().name() + " who used its devices");
        out = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.US_ASCII));
        Topology topology = open.topology();
        String name = open.info().name();
        counters = new CounterReadings(topology.domains().size());
        line(Notation.HEAD);
        line(Notation.SENSOR, Notation.isSafeWord(name) ? name : Notation.NONE);
        for (Domain domain : topology.domains()) {
            domain(topology, domain);
        }
        out.flush();
    }

    private static OpenSensor opened(SensorInfo info, Sensor sensor) throws IOException {
        try {
            return Selection.opened(info, sensor);
        } catch (SensorUnavailableException e) {
            throw new IOException("sensor " + info.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens what a monitor would open, to be recorded.
     *
     * @param providers the providers to choose from
     * @param sensorName the sensor's name or alias, {@code auto} for the best that works here, or several joined by commas
     * @param setup what to open the sensor with
     * @param output where to write; it is asked for it once all is open
     * @return an open recorder
     * @throws SensorUnavailableException if the sensor can't work here
     * @throws IllegalArgumentException if there is no sensor of that name
     * @throws IOException if it can't be written
     */
    public static Recorder open(Providers providers, String sensorName, PluginSetup setup, Output output)
            throws SensorUnavailableException, IOException {
        OpenSensor open = JoinedSensor.of(Selection.sensors(sensorName, providers.sensors(), setup));
        WorkloadSource source = Selection.workloads(
                providers.workloadSources(), PluginSetup.standard().withRoots(setup.roots()));
        boolean complete = false;
        try {
            Recorder recorder = new Recorder(open, source, setup.clock(), output.open());
            complete = true;
            return recorder;
        } finally {
            if (!complete) {
                Selection.close(open);
                Selection.close(source);
            }
        }
    }

    /** Where a recording goes. */
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
     * Who is recorded.
     *
     * @return the sensor's name, and why it was chosen
     */
    public SensorInfo sensor() {
        return open.info();
    }

    private void domain(Topology topology, Domain domain) throws IOException {
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
     * Writes the content of a file that does not change, such as the name of a zone. To be called before the first tick; a file
     * whose path or content does not fit into a recording is left out.
     *
     * @param path where it is, below {@code proc/} or {@code sys/}
     * @param content its text
     * @return whether it was written
     * @throws IOException if it can't be written
     * @throws IllegalStateException after the first tick
     */
    public boolean file(String path, String content) throws IOException {
        if (ticked) {
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
        counters.begin(before);
        if (reading.run(() -> open.sensor().read(counters)) != null) {
            // Neither put nor failed: all of them count as failed.
            counters.begin(before);
        }
        long now = before + (clock.nanoTime() - before) / 2;
        if (!ticked) {
            startNanos = now;
            ticked = true;
        }
        // A coarse clock may stand still: a later tick is later all the same.
        tickNanos = Math.max(now - startNanos, tickNanos + 1);
        line(Notation.TICK, Long.toString(tickNanos));
        if (counters.wasSuspended()) {
            line(Notation.SUSPENDED);
        }
        if (counters.wasRestarted()) {
            line(Notation.RESTARTED);
        }
        String[] values = new String[counters.size() + 1];
        values[0] = Notation.ENERGY;
        for (int i = 0; i < counters.size(); i++) {
            values[i + 1] = value(i);
        }
        line(values);
        processes.read(workloads);
        for (String text : processes.lines()) {
            line(text);
        }
        DeviceLines devices = new DeviceLines(counters.size());
        if (asking.run(() -> open.sensor().readUse(devices)) != null) {
            DeviceLines.unknown(open.topology(), devices);
        }
        for (String text : devices.lines()) {
            line(text);
        }
        out.flush();
    }

    private String value(int domain) {
        if (counters.failure(domain).isPresent()) {
            return Notation.FAILED;
        }
        return reading(domain) + (counters.isConfirmed(domain) ? Notation.CONFIRMED : "");
    }

    private String reading(int domain) {
        long raw = counters.microjoules(domain);
        long low = counters.lowMicrojoules(domain);
        long high = counters.highMicrojoules(domain);
        if (low != raw || high != raw) {
            return raw + "~" + low + "~" + high;
        }
        long publication = counters.publication(domain);
        return raw + (publication == 0 ? "" : ":" + publication);
    }

    /**
     * Whether the last tick could read anything.
     *
     * @return false if every counter failed, or there was no tick
     */
    public boolean hasReadings() {
        for (int i = 0; i < counters.size(); i++) {
            if (counters.failure(i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends the recording: without its end it is not whole. Does nothing the second time.
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

    /** Releases the sensor and the workload source; does nothing the second time. */
    @Override
    public void close() {
        Selection.close(open);
        Selection.close(workloads);
    }
}
