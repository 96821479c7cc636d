package io.scaph.cli;

import io.scaph.api.Monitor;
import io.scaph.api.internal.text.FailureText;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.sensor.estimation.calibration.Calibration;
import io.scaph.sensor.estimation.calibration.CalibrationException;
import io.scaph.sensor.estimation.calibration.CalibrationPlan;
import io.scaph.sensor.estimation.calibration.CalibrationResult;
import io.scaph.sensor.estimation.calibration.CpuLoad;
import io.scaph.sensor.estimation.calibration.Hardware;
import io.scaph.sensor.estimation.calibration.LevelReading;
import io.scaph.sensor.estimation.calibration.LoadGenerator;
import io.scaph.sensor.estimation.calibration.ProfileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code scaph calibrate}: makes a profile of this hardware for the estimating sensor. */
final class CalibrateCommand {
    static final String DESCRIPTION =
            "loads this machine step by step and writes how its power follows, as a profile for the sensor estimation";

    private static final Option<String> LEVELS = Option.text(
                    "levels", "PERCENTS", "the levels of load, in percent of all CPUs")
            .withDefault("0,0.5,1,2.5,5,10,20,30,40,50,60,70,80,90,100");
    private static final Option<Long> SECONDS = Option.integer(
                    "seconds", "SECONDS", "how long to measure at each level")
            .withDefault(CalibrationPlan.USUAL.measure().toSeconds());
    private static final Option<Long> SETTLE = Option.integer(
                    "settle", "SECONDS", "how long to wait at each level before that")
            .withDefault(CalibrationPlan.USUAL.settle().toSeconds());
    private static final Option<Long> MAX_LOAD = Option.integer(
                    "max-load", "PERCENT", "don't load the CPUs beyond this, from 50 to 100")
            .withDefault(100L);
    private static final Option<Path> OUTPUT = Option.path(
                    "output", "FILE", "write the profile there; to standard output if it is not given")
            .withLetter('o');
    private static final Option<Boolean> FORCE = Option.flag("force", "replace FILE if it exists");
    static final List<Option<?>> OPTIONS = List.of(LEVELS, SECONDS, SETTLE, MAX_LOAD, OUTPUT, FORCE);

    private static final double PERCENT = 100;
    private static final long LONG_SECONDS = 90;

    private final CalibrationPlan plan;
    private final Optional<Path> file;
    private final boolean force;
    private final Messages messages;
    private @Nullable CalibrationResult result;

    private CalibrateCommand(CalibrationPlan plan, Optional<Path> file, boolean force, Messages messages) {
        this.plan = plan;
        this.file = file;
        this.force = force;
        this.messages = messages;
    }

    /**
     * Reads the options, and makes sure that what will be found out can be written.
     *
     * @throws UsageException if they make no sense
     */
    static CalibrateCommand of(Options options, Messages messages) throws UsageException {
        CalibrationPlan plan;
        try {
            plan = CalibrationPlan.USUAL
                    .withTimes(Duration.ofSeconds(options.get(SETTLE)), Duration.ofSeconds(options.get(SECONDS)))
                    .withLevels(options.get(LEVELS))
                    .upTo(options.get(MAX_LOAD) / PERCENT);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "see: scaph calibrate --help");
        }
        Optional<Path> file = options.find(OUTPUT);
        boolean force = options.get(FORCE);
        if (file.isPresent()) {
            checkFile(file.get(), force);
        }
        return new CalibrateCommand(plan, file, force, messages);
    }

    private static void checkFile(Path file, boolean force) throws UsageException {
        if (Files.exists(file) && !force) {
            throw new UsageException(file + " exists", "name another file, or replace this one by --force");
        }
        Path directory = file.toAbsolutePath().getParent();
        boolean writable = Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
        if (!writable) {
            throw new UsageException(file + " can't be written", "name a file in a directory that you may write to");
        }
    }

    /**
     * Calibrates, and tells how it goes.
     *
     * @return the profile, if it is for standard output; empty if it was written to its file, or if it was stopped
     * @throws UsageException if no profile can be made here
     * @throws CalibrationException if none can be made of what was measured
     */
    Optional<String> run(Monitor monitor, HostRoots roots, Stop stop) throws UsageException, CalibrationException {
        Hardware hardware = Hardware.read(roots);
        try (SnapshotReader snapshots = monitor.reader();
                LoadGenerator load = CpuLoad.start()) {
            Calibration calibration = new Calibration(snapshots, load, plan, this::progress);
            check(calibration, hardware);
            announce(hardware, load.cpus());
            stop.run(() -> measure(calibration));
        }
        if (result == null) {
            messages.info().println("scaph: stopped; nothing was written");
            return Optional.empty();
        }
        messages.info()
                .printf(
                        Locale.ROOT,
                        "scaph: %.1f W idle, %.1f W at full load, within %.1f %% from %.1f %% of load on%n",
                        result.curveWatts().get(0),
                        result.curveWatts().get(result.curveWatts().size() - 1),
                        result.errorPercent(),
                        PERCENT * result.lowestLoad());
        return write(ProfileText.of(result, hardware, LocalDate.now(ZoneId.systemDefault())));
    }

    private static void check(Calibration calibration, Hardware hardware) throws UsageException {
        try {
            calibration.check(hardware);
        } catch (CalibrationException e) {
            throw new UsageException("no profile can be made here: " + e.getMessage(), "remedy: " + e.remedy());
        }
    }

    private void measure(Calibration calibration) throws CalibrationException {
        try {
            result = calibration.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce(Hardware hardware, int cpus) {
        messages.info()
                .printf(
                        Locale.ROOT,
                        "scaph: loads all %d CPUs up to %.0f %%, which takes %s; Ctrl-C ends it%n",
                        cpus,
                        PERCENT * plan.levels().get(plan.levels().size() - 1),
                        time(plan.duration()));
        messages.info().println("  the quieter the machine is otherwise, the better the profile");
        hardware.hypervisor()
                .ifPresent(
                        name -> messages.warning()
                                .println(
                                        "scaph: this is a virtual machine (" + name
                                                + "): the profile is right only if its counters and CPUs are those of the hardware, all of them"));
    }

    private void progress(LevelReading reading, int done, Duration left) {
        messages.info()
                .printf(
                        Locale.ROOT,
                        "scaph: %d of %d: %5.1f %% of load, %.2f W +- %.2f W (%d windows%s)%s%n",
                        done,
                        plan.readings(),
                        PERCENT * reading.load(),
                        reading.watts(),
                        reading.errorWatts(),
                        reading.windows(),
                        reading.dropped() > 0 ? ", " + reading.dropped() + " left out" : "",
                        left.isZero() ? "" : ", " + time(left) + " left");
    }

    private static String time(Duration time) {
        long seconds = time.toSeconds();
        return seconds < LONG_SECONDS ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }

    private Optional<String> write(String text) {
        if (file.isEmpty()) {
            messages.info().println("  into a file FILE, use it by: scaph -s estimation --profile FILE EXPORTER");
            return Optional.of(text);
        }
        Path target = file.get();
        try {
            if (force) {
                Files.writeString(target, text);
            } else {
                Files.writeString(target, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        } catch (IOException e) {
            // What took minutes to find out is not to be lost.
            messages.warning()
                    .println("scaph: " + target + ": " + FailureText.reason(e) + "; the profile is on standard output");
            return Optional.of(text);
        }
        messages.info().println("  use it by: scaph -s estimation --profile " + target + " EXPORTER");
        return Optional.empty();
    }
}
