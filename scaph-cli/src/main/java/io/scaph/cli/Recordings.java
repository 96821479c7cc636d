package io.scaph.cli;

import io.scaph.api.Providers;
import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.recording.Recorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The command {@code record}: a machine's tree and readings, for replay. */
final class Recordings {
    static final String RECORD = "record";
    static final String DESCRIPTION =
            "writes what this machine's counters show and its processes use, as numbers only, for replay";

    private static final Option<Long> DURATION = Option.integer(
                    "duration", "SECONDS", "how long to record; below 0 until it is interrupted")
            .withLetter('d')
            .withDefault(60L);
    private static final Option<Long> COUNT = Option.integer("count", "N", "end after N readings, if that is sooner")
            .withLetter('n');
    private static final Option<Long> INTERVAL = Option.integer(
                    "interval", "MILLISECONDS", "the time between two readings")
            .withLetter('i')
            .withDefault(1_000L);
    private static final Option<Path> OUTPUT = Option.path(
                    "output", "FILE", "write there instead of to standard output")
            .withLetter('o');
    private static final Option<Boolean> FORCE = Option.flag("force", "replace FILE if it exists");

    static final List<Option<?>> OPTIONS = List.of(DURATION, COUNT, INTERVAL, OUTPUT, FORCE);

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LONGEST_SECONDS = 1_000_000_000;
    private static final long LONGEST_MILLIS = 3_600_000;

    private final Stop stop;
    private final OutputStream standardOutput;

    Recordings(Stop stop, OutputStream standardOutput) {
        this.stop = stop;
        this.standardOutput = standardOutput;
    }

    /**
     * Records.
     *
     * @param sensor the sensor's name
     * @param setup what to open it with
     * @param options those of the command
     * @throws UsageException if the options make no sense, or the sensor can't work here
     * @throws IOException if nothing can be read, or it can't be written
     */
    void record(Providers providers, String sensor, PluginSetup setup, Options options)
            throws UsageException, IOException {
        Pace pace = pace(options);
        Optional<Path> file = options.find(OUTPUT);
        if (file.isEmpty()) {
            record(providers, sensor, setup, pace, () -> standardOutput);
            standardOutput.flush();
            return;
        }
        try (Target target = new Target(file.get(), options.get(FORCE))) {
            record(providers, sensor, setup, pace, target::open);
            target.keep();
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(
                    KernelPath.text(file.get()) + " exists already",
                    "name another file, or replace this one by --force");
        }
    }

    /** When to read: an absolute schedule. */
    private record Pace(long intervalNanos, long endNanos, long count) {}

    private static Pace pace(Options options) throws UsageException {
        long seconds = options.get(DURATION);
        long count = options.find(COUNT).orElse(Long.MAX_VALUE);
        long interval = options.get(INTERVAL);
        if (interval < 1 || interval > LONGEST_MILLIS) {
            throw usage("--interval: from 1 to " + LONGEST_MILLIS + " ms, not " + interval);
        }
        if (seconds == 0 || seconds > LONGEST_SECONDS) {
            throw usage("--duration: from 1 to " + LONGEST_SECONDS + " s, or below 0 for ever, not " + seconds);
        }
        if (count < 1) {
            throw usage("--count: at least 1, not " + count);
        }
        long end = seconds < 0 ? Long.MAX_VALUE : seconds * NANOS_PER_SECOND;
        return new Pace(interval * NANOS_PER_MILLI, end, count);
    }

    private static UsageException usage(String reason) {
        return new UsageException(reason, "see: scaph " + RECORD + " --help");
    }

    private void record(Providers providers, String sensor, PluginSetup setup, Pace pace, Recorder.Output output)
            throws UsageException, IOException {
        try (Recorder recorder = Recorder.open(providers, sensor, setup, output)) {
            new MachineFiles(setup.roots(), recorder).record();
            stop.run(() -> run(recorder, pace, setup.clock()));
            recorder.end();
        } catch (SensorUnavailableException e) {
            throw new UsageException("no energy can be read: " + e.getMessage(), "remedy: " + e.remedy());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "see: scaph sensors");
        }
    }

    /** Until it is over or the thread is interrupted. */
    private static void run(Recorder recorder, Pace pace, NanoClock clock) throws IOException {
        // A reading is whole even if somebody wants to stop just now.
        boolean interrupted = Thread.interrupted();
        long start = clock.nanoTime();
        tick(recorder);
        if (!recorder.hasReadings()) {
            throw new IOException(
                    "no counter of sensor " + recorder.sensor().name() + " can be read; scaph sensors tells more");
        }
        try {
            if (interrupted) {
                return;
            }
            long due = pace.intervalNanos();
            for (long ticks = 1; ticks < pace.count() && due <= pace.endNanos(); ticks++) {
                clock.sleepUntil(start + due);
                tick(recorder);
                // Those that were missed altogether are left out.
                long late = Math.max(0, clock.nanoTime() - start - due);
                due += (late / pace.intervalNanos() + 1) * pace.intervalNanos();
            }
        } catch (InterruptedException e) {
            // How we are told to stop: what was read is whole.
            return;
        }
    }

    private static void tick(Recorder recorder) throws IOException {
        boolean interrupted = Thread.interrupted();
        recorder.tick();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A file that is new, and is removed again unless it is to be kept. */
    private static final class Target implements AutoCloseable {
        private final Path file;
        private final boolean force;
        private Optional<OutputStream> stream = Optional.empty();
        private boolean kept;

        Target(Path file, boolean force) {
            this.file = file;
            this.force = force;
        }

        OutputStream open() throws IOException {
            OutputStream opened = force
                    ? Files.newOutputStream(file)
                    : Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            stream = Optional.of(opened);
            return opened;
        }

        void keep() {
            kept = true;
        }

        @Override
        public void close() throws IOException {
            if (stream.isEmpty()) {
                return;
            }
            stream.get().close();
            if (!kept) {
                Files.deleteIfExists(file);
            }
        }
    }
}
