package io.scaph.cli.record;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.cli.command.Command;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.command.GlobalOptions;
import io.scaph.cli.command.Invocation;
import io.scaph.recording.Recorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** {@code scaph record}: writes a machine's counter files and readings, for replay. */
public final class RecordCommand extends Command {
    private static final Option<Long> DURATION = Option.integer(
                    "duration", "SECONDS", "record for this long; below 0 until interrupted")
            .withLetter('d')
            .withDefault(60L);
    private static final Option<Long> COUNT = Option.integer("count", "N", "end after N readings, if that is earlier")
            .withLetter('n');
    private static final Option<Long> INTERVAL = Option.integer("interval", "MILLISECONDS", "time between two readings")
            .withLetter('i')
            .withDefault(1_000L);
    private static final Option<Path> OUTPUT = Option.path("output", "FILE", "write to FILE, not to standard output")
            .withLetter('o');
    private static final Option<Boolean> FORCE = Option.flag("force", "replace FILE if it exists");

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LONGEST_SECONDS = 1_000_000_000;
    private static final long LONGEST_MILLIS = 3_600_000;

    /** The command. */
    public RecordCommand() {
        super(
                "record",
                "records this machine's counters and CPU times, as numbers only, for replay",
                List.of(DURATION, COUNT, INTERVAL, OUTPUT, FORCE));
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        return record(invocation, invocation.globals().setup());
    }

    /** Records with the clock and the roots of a setup. */
    int record(Invocation invocation, PluginSetup setup) throws CommandException, IOException {
        Pace pace = pace(invocation.options());
        Optional<Path> file = invocation.options().find(OUTPUT);
        if (file.isEmpty()) {
            record(invocation, setup, pace, invocation::output);
            invocation.output().flush();
            return 0;
        }
        try (Target target = new Target(file.get(), invocation.options().get(FORCE))) {
            record(invocation, setup, pace, target::open);
            target.keep();
            return 0;
        } catch (FileAlreadyExistsException e) {
            throw CommandException.usage(
                    KernelPath.text(file.get()) + " exists already",
                    "name another file, or replace this one by --force");
        }
    }

    /** When to read: an absolute schedule. */
    private record Pace(long intervalNanos, long endNanos, long count) {}

    private static Pace pace(Options options) throws CommandException {
        long seconds = options.get(DURATION);
        long count = options.find(COUNT).orElse(Long.MAX_VALUE);
        long interval = options.get(INTERVAL);
        if (interval < 1 || interval > LONGEST_MILLIS) {
            throw usage("--interval: from 1 to " + LONGEST_MILLIS + " ms, not " + interval);
        }
        if (seconds == 0 || seconds > LONGEST_SECONDS) {
            throw usage("--duration: from 1 to " + LONGEST_SECONDS + " s, or below 0 without an end, not " + seconds);
        }
        if (count < 1) {
            throw usage("--count: at least 1, not " + count);
        }
        long end = seconds < 0 ? Long.MAX_VALUE : seconds * NANOS_PER_SECOND;
        return new Pace(interval * NANOS_PER_MILLI, end, count);
    }

    private static CommandException usage(String reason) {
        return CommandException.usage(reason, "see: scaph record --help");
    }

    private static void record(Invocation invocation, PluginSetup setup, Pace pace, Recorder.Output output)
            throws CommandException, IOException {
        String sensor = invocation.globals().sensor();
        try (Recorder recorder = GlobalOptions.<Recorder, IOException>opened(
                () -> Recorder.open(invocation.providers(), sensor, setup, output))) {
            MachineFiles.record(setup.roots(), recorder);
            invocation.stop().<Boolean, IOException, RuntimeException>run(() -> {
                record(recorder, pace, setup.clock());
                return true;
            });
            recorder.end();
        }
    }

    /** Records until the pace ends or the thread is interrupted. */
    private static void record(Recorder recorder, Pace pace, NanoClock clock) throws IOException {
        long start = clock.nanoTime();
        tick(recorder);
        if (!recorder.hasReadings()) {
            throw new IOException("no counter of sensor " + recorder.sensorName() + " can be read; see: scaph sensors");
        }
        try {
            long due = pace.intervalNanos();
            for (long ticks = 1; ticks < pace.count() && due <= pace.endNanos(); ticks++) {
                clock.sleepUntil(start + due);
                tick(recorder);
                // Readings that were missed are skipped.
                long late = Math.max(0, clock.nanoTime() - start - due);
                due += (late / pace.intervalNanos() + 1) * pace.intervalNanos();
            }
        } catch (InterruptedException e) {
            // A request to stop: all readings so far are complete.
        }
    }

    /** A reading is complete even if a stop was requested before it. */
    private static void tick(Recorder recorder) throws IOException {
        boolean interrupted = Thread.interrupted();
        recorder.tick();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A new file. It is removed again unless it is kept. */
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
