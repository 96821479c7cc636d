package io.scaph.agent.inside;

import io.scaph.agent.AgentOptions;
import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.exporter.prometheus.PrometheusEndpoint;
import io.scaph.profiler.EnergyProfile;
import io.scaph.profiler.EnergyProfiler;
import io.scaph.profiler.ProfileFormat;
import io.scaph.profiler.ProfilerUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One measurement of this JVM: what the options ask for, from its opening to its end. */
final class Measurement {
    private static final Logger LOGGER = LoggerFactory.getLogger(Measurement.class);

    /** All processes are read at each tick; between two of them only the counters. */
    private static final Duration TICK = Duration.ofSeconds(5);

    /** If a JVM is killed, its profile is at most this old. */
    private static final long SAVE_SECONDS = 60;

    private final AgentOptions options;
    private final Monitor monitor;
    private final SnapshotReader reader;
    private final Snapshot first;
    private final @Nullable EnergyProfiler profiler;
    private final @Nullable PrometheusEndpoint endpoint;
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean finished;

    private Measurement(
            AgentOptions options,
            Monitor monitor,
            @Nullable EnergyProfiler profiler,
            @Nullable PrometheusEndpoint endpoint) {
        this.options = options;
        this.monitor = monitor;
        this.profiler = profiler;
        this.endpoint = endpoint;
        reader = monitor.reader();
        first = reader.latest();
    }

    /**
     * Opens what the options ask for.
     *
     * @throws SensorUnavailableException if there is no energy to read
     * @throws IOException if a file can't be written or a port can't be used; the message is a line for the user
     * @throws IllegalArgumentException if a value is wrong; the message is a line for the user
     */
    static Measurement open(AgentOptions options) throws SensorUnavailableException, IOException {
        Optional<Path> profile = options.profile();
        if (profile.isPresent()) {
            ProfileFormat.of(profile.get());
        }
        MonitorBuilder builder =
                Monitor.builder().details(Set.of(WorkloadDetail.JVM)).tick(TICK);
        options.sensor().ifPresent(builder::sensor);
        Monitor monitor = builder.open();
        PrometheusEndpoint endpoint = null;
        boolean complete = false;
        try {
            endpoint = options.endpoint().isPresent()
                    ? PrometheusEndpoint.builder()
                            .address(options.endpoint().get().getAddress())
                            .port(options.endpoint().get().getPort())
                            .open(monitor)
                    : null;
            Measurement measurement = new Measurement(options, monitor, profiler(options, monitor), endpoint);
            complete = true;
            return measurement;
        } finally {
            if (!complete) {
                if (endpoint != null) {
                    endpoint.close();
                }
                monitor.close();
            }
        }
    }

    /** Null if no profile is wanted, or, for a summary, if none can be made. */
    private static @Nullable EnergyProfiler profiler(AgentOptions options, Monitor monitor) throws IOException {
        if (options.profile().isEmpty() && !options.summary()) {
            return null;
        }
        try {
            return EnergyProfiler.start(monitor, options.period());
        } catch (ProfilerUnavailableException e) {
            if (options.profile().isPresent()) {
                throw new IOException("no profile: " + e.getMessage(), e);
            }
            LOGGER.warn("the summary has no methods: {}", e.getMessage());
            return null;
        }
    }

    /** Waits until the JVM ends, or as long as the options say, and saves the profile from time to time. */
    void await() throws InterruptedException {
        long left = options.length().orElse(Duration.ofNanos(Long.MAX_VALUE)).toSeconds();
        while (left > 0 && !end.await(Math.min(left, SAVE_SECONDS), TimeUnit.SECONDS)) {
            left -= SAVE_SECONDS;
            if (left > 0) {
                save();
            }
        }
    }

    private synchronized void save() {
        Optional<Path> file = options.profile();
        if (profiler != null && file.isPresent() && !finished) {
            try {
                profiler.profile().write(file.get());
            } catch (IOException e) {
                LOGGER.warn("the profile was not saved, and is again in a minute: {}", e.toString());
            }
        }
    }

    /** Whether its results are written, or being written. */
    boolean isFinished() {
        return end.getCount() == 0;
    }

    /** Writes the results and closes everything. */
    synchronized void finish() throws IOException {
        if (finished) {
            return;
        }
        finished = true;
        end.countDown();
        try {
            Optional<EnergyProfile> profile = Optional.ofNullable(profiler).map(EnergyProfiler::stop);
            // The profile has just ended with a tick.
            Interval interval = Interval.between(first, profile.isPresent() ? reader.latest() : reader.refresh());
            if (uptime().compareTo(options.least()) >= 0) {
                write(profile, interval);
            }
        } finally {
            if (endpoint != null) {
                endpoint.close();
            }
            reader.close();
            monitor.close();
        }
    }

    private static Duration uptime() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH), now);
    }

    private void write(Optional<EnergyProfile> profile, Interval interval) throws IOException {
        Optional<Path> file = options.profile();
        if (profile.isPresent() && file.isPresent()) {
            try {
                profile.get().write(file.get());
            } catch (IOException e) {
                throw new IOException("the profile " + file.get() + " can't be written: " + e, e);
            }
        }
        if (options.summary()) {
            String text = new Summary(interval, profile, options.packages()).text();
            Optional<Path> summary = options.summaryFile();
            if (summary.isPresent()) {
                Files.writeString(summary.get(), text);
            } else {
                System.err.print(text);
            }
        }
    }
}
