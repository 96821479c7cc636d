package io.scaph.cli.calibrate;

import io.scaph.api.Monitor;
import io.scaph.api.internal.text.FailureText;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.cli.command.Command;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.command.Invocation;
import io.scaph.cli.log.Messages;
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

/** {@code scaph calibrate}: makes a profile of this hardware for the estimating sensor. */
public final class CalibrateCommand extends Command {
    private static final Option<String> LEVELS = Option.text(
                    "levels", "PERCENTS", "levels of load, in percent of all CPUs")
            .withDefault(CalibrationPlan.USUAL_PERCENTS);
    private static final Option<Long> SECONDS = Option.integer(
                    "seconds", "SECONDS", "measure for this long at each level")
            .withDefault(CalibrationPlan.USUAL.measure().toSeconds());
    private static final Option<Long> SETTLE = Option.integer(
                    "settle", "SECONDS", "wait for this long before measuring at a level")
            .withDefault(CalibrationPlan.USUAL.settle().toSeconds());
    private static final Option<Long> MAX_LOAD = Option.integer(
                    "max-load", "PERCENT", "load the CPUs up to this only, from 50 to 100")
            .withDefault(100L);
    private static final Option<Path> OUTPUT = Option.path(
                    "output", "FILE", "write the profile to FILE, not to standard output")
            .withLetter('o');
    private static final Option<Boolean> FORCE = Option.flag("force", "replace FILE if it exists");

    private static final double PERCENT = 100;
    private static final long LONG_SECONDS = 90;

    /** The command. */
    public CalibrateCommand() {
        super(
                "calibrate",
                "measures this machine's power at several loads, as a profile for estimates",
                List.of(LEVELS, SECONDS, SETTLE, MAX_LOAD, OUTPUT, FORCE));
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        Options options = invocation.options();
        CalibrationPlan plan = CommandException.checked(() -> plan(options), "see: scaph calibrate --help");
        Optional<Path> file = options.find(OUTPUT);
        if (file.isPresent()) {
            checkFile(file.get(), options.get(FORCE));
        }
        Messages messages = invocation.messages();
        Hardware hardware = Hardware.read(invocation.globals().setup().roots());
        CalibrationResult result;
        try (Monitor monitor = invocation.open(Monitor.builder());
                SnapshotReader snapshots = monitor.reader();
                LoadGenerator load = CpuLoad.start()) {
            Calibration calibration =
                    new Calibration(snapshots, load, plan, readings -> printProgress(messages, plan, readings));
            calibration.check(hardware);
            announce(messages, plan, hardware, load.cpus());
            result = invocation.stop().<CalibrationResult, CommandException, InterruptedException>run(calibration::run);
        } catch (InterruptedException e) {
            info(messages, "scaph: stopped; nothing was written");
            return 0;
        }
        List<Double> watts = result.curveWatts();
        info(
                messages,
                "scaph: %.1f W idle, %.1f W at full load, within %.1f %% from %.1f %% of load on",
                watts.get(0),
                watts.get(watts.size() - 1),
                result.errorPercent(),
                PERCENT * result.lowestLoad());
        String profile = ProfileText.of(result, hardware, LocalDate.now(ZoneId.systemDefault()));
        return write(profile, file, invocation);
    }

    private static void info(Messages messages, String format, Object... values) {
        messages.info().printf(Locale.ROOT, format + "%n", values);
    }

    private static CalibrationPlan plan(Options options) {
        return CalibrationPlan.of(
                options.get(LEVELS),
                options.get(MAX_LOAD) / PERCENT,
                Duration.ofSeconds(options.get(SETTLE)),
                Duration.ofSeconds(options.get(SECONDS)));
    }

    private static void checkFile(Path file, boolean force) throws CommandException {
        if (Files.exists(file) && !force) {
            throw CommandException.usage(file + " exists", "name another file, or replace this one by --force");
        }
        Path directory = file.toAbsolutePath().getParent();
        boolean writable = Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
        if (!writable) {
            throw CommandException.usage(
                    file + " can't be written", "name a file in a directory that you can write to");
        }
    }

    private static void announce(Messages messages, CalibrationPlan plan, Hardware hardware, int cpus) {
        info(
                messages,
                "scaph: loads all %d CPUs up to %.0f %%, which takes %s; Ctrl-C ends it",
                cpus,
                PERCENT * plan.levels().get(plan.levels().size() - 1),
                time(plan.duration()));
        info(messages, "  the quieter the machine is otherwise, the better the profile");
        hardware.hypervisor()
                .ifPresent(name -> messages.warning()
                        .println("scaph: this is a virtual machine (" + name + "): the profile is right only if its"
                                + " counters and CPUs are those of the hardware, all of them"));
    }

    private static void printProgress(Messages messages, CalibrationPlan plan, List<LevelReading> readings) {
        LevelReading reading = readings.get(readings.size() - 1);
        Duration left = plan.left(readings.size());
        info(
                messages,
                "scaph: %d of %d: %5.1f %% of load, %.2f W +- %.2f W (%d windows%s)%s",
                readings.size(),
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

    private static int write(String profile, Optional<Path> file, Invocation invocation) throws IOException {
        Messages messages = invocation.messages();
        if (file.isEmpty()) {
            info(messages, "  save it as FILE, then: scaph -s estimation --profile FILE EXPORTER");
            return invocation.print(profile);
        }
        try {
            StandardOpenOption existing =
                    invocation.options().get(FORCE) ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW;
            Files.writeString(
                    file.get(), profile, existing, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            // It took minutes to measure and must not be lost.
            messages.warning()
                    .println("scaph: " + file.get() + ": " + FailureText.reason(e)
                            + "; the profile is on standard output");
            return invocation.print(profile);
        }
        info(messages, "  use it by: scaph -s estimation --profile %s EXPORTER", file.get());
        return 0;
    }
}
