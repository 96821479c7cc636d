package io.scaph.cli.calibrate;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.cli.command.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Steps a machine through levels of load, measures its power at each, and makes a curve of the results. Each level is read in
 * windows of up to a second. Windows that are not fully known or differ from the others are left out. The load of a level is
 * the measured one, so other programs do not distort it. For use by one thread.
 */
final class Calibration {
    /** The part of the windows of a level that must be usable. If needed, the level is measured for twice the time. */
    private static final double LEAST_GOOD = 0.5;

    private static final int MOST_TIMES = 2;
    private static final double UNREACHED = 0.05;
    /** The part of the CPU time that other programs may use. How power rises from idle to that load can't be measured. */
    private static final double MOST_BACKGROUND = 0.5;

    private static final double PERCENT = 100;

    private final SnapshotReader snapshots;
    private final LoadGenerator load;
    private final CalibrationPlan plan;
    private final Consumer<List<LevelReading>> progress;
    private List<Domain> root = List.of();

    /**
     * Describes a calibration.
     *
     * @param snapshots a reader of a monitor of this machine
     * @param load loads the machine; idle afterwards
     * @param plan the levels
     * @param progress receives, after each level, all readings so far
     */
    Calibration(
            SnapshotReader snapshots, LoadGenerator load, CalibrationPlan plan, Consumer<List<LevelReading>> progress) {
        this.snapshots = snapshots;
        this.load = load;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Checks whether calibration is possible, before it loads the machine.
     *
     * @param hardware the machine
     * @throws CommandException if no profile can be made here
     */
    void check(Hardware hardware) throws CommandException {
        Snapshot now = snapshots.latest();
        List<Domain> domains = cpuRoot(now);
        if (domains.isEmpty()) {
            throw unusable("no domain here adds up to a host", "see: scaph sensors");
        }
        checkQuality(now.sensorNames(), domains);
        long packages = domains.stream()
                .filter(domain -> domain.kind() == DomainKind.PACKAGE)
                .flatMapToInt(domain -> domain.socket().stream())
                .distinct()
                .count();
        boolean whole = domains.stream().anyMatch(domain -> domain.kind() == DomainKind.PSYS);
        if (!whole && packages < hardware.sockets()) {
            throw unusable(
                    "the counters cover " + packages + " of " + hardware.sockets() + " sockets",
                    "see what is missing and why: scaph sensors");
        }
        int cpus = now.onlineCpus();
        if (cpus == 0) {
            throw unusable(
                    "how busy the CPUs are is not known here", "mount the host's /proc, or name it by --path-procfs");
        }
        if (load.cpus() < cpus) {
            throw unusable(
                    "only " + load.cpus() + " of the " + cpus + " CPUs may be used by this process",
                    "run it outside of the container, without limits on CPUs (cpuset, quota, taskset)");
        }
    }

    /** The domains that follow the load of the CPUs: a GPU has its own load, and is not part of the profile. */
    private static List<Domain> cpuRoot(Snapshot snapshot) {
        return snapshot.root().stream()
                .filter(domain -> domain.kind() != DomainKind.GPU)
                .toList();
    }

    private static void checkQuality(String sensor, List<Domain> domains) throws CommandException {
        Quality quality = domains.stream().map(Domain::quality).reduce(Quality.MEASURED, Quality::weaker);
        if (quality == Quality.ESTIMATED) {
            throw unusable(
                    "the sensor " + sensor
                            + " does not measure: a profile of an estimate would say what the model says",
                    "run it on the same hardware where a sensor measures; scaph sensors shows what that needs");
        }
        if (quality == Quality.RELAYED) {
            throw unusable(
                    "this virtual machine's energy is its share of a host's, and depends on the other machines there",
                    "run scaph calibrate on the host, and take its file here: scaph -s estimation --profile FILE");
        }
    }

    /**
     * Calibrates. Takes {@link CalibrationPlan#duration()}, or up to twice that if energy is sometimes unknown.
     *
     * @return the curve
     * @throws CommandException if no profile can be made of what was measured
     * @throws InterruptedException if the thread is interrupted; the load has ended
     */
    CalibrationResult run() throws CommandException, InterruptedException {
        List<LevelReading> readings = new ArrayList<>();
        root = List.of();
        try {
            for (double level : plan.levels()) {
                add(readings, measure(level));
            }
            add(readings, measure(0));
        } finally {
            load.load(0);
        }
        CurveFit fit = new CurveFit(readings);
        fit.requireGood();
        Snapshot last = snapshots.latest();
        return new CalibrationResult(
                readings,
                fit.curveWatts(),
                fit.errorPercent(),
                fit.driftPercent(),
                last.onlineCpus(),
                root.stream().map(Domain::id).toList(),
                last.sensorNames());
    }

    private static CommandException unusable(String reason, String remedy) {
        return CommandException.usage("no profile can be made here: " + reason, "remedy: " + remedy);
    }

    /** Why the measurements are not usable for a profile. */
    static CommandException noProfile(String remedy, String reason, Object... values) {
        return CommandException.failure(
                "no profile: " + String.format(Locale.ROOT, reason, values), "remedy: " + remedy);
    }

    private void add(List<LevelReading> readings, LevelReading reading) throws CommandException {
        readings.add(reading);
        progress.accept(List.copyOf(readings));
        if (reading.load() < reading.wantedLoad() - UNREACHED) {
            throw noProfile(
                    "lift what limits this process (a control group's quota, taskset), or give --max-load",
                    "the CPUs were to be busy for %.0f %%, and got to %.0f %%",
                    PERCENT * reading.wantedLoad(),
                    PERCENT * reading.load());
        }
        if (reading.wantedLoad() == 0 && reading.load() > MOST_BACKGROUND) {
            throw noProfile(
                    "end what else runs on this machine, and repeat",
                    "the CPUs are busy for %.0f %% without us, so idle power can't be measured",
                    PERCENT * reading.load());
        }
    }

    private LevelReading measure(double level) throws CommandException, InterruptedException {
        load.load(level);
        Snapshot from = snapshots.refresh();
        if (!plan.settle().isZero()) {
            from = snapshots.awaitUntil(from.nanoTime() + plan.settle().toNanos());
        }
        if (root.isEmpty()) {
            // Not earlier: by now the monitor has detected a psys that does not cover the host.
            root = cpuRoot(from);
        }
        int wanted = plan.windows();
        List<Window> windows = new ArrayList<>();
        String reason = "";
        int tries = 0;
        for (; windows.size() < wanted && tries < MOST_TIMES * wanted; tries++) {
            Snapshot to = snapshots.awaitUntil(from.nanoTime() + plan.windowNanos());
            try {
                windows.add(Window.between(from, to, root));
            } catch (Window.UnknownException e) {
                reason = String.valueOf(e.getMessage());
            }
            from = to;
        }
        if (windows.size() < LEAST_GOOD * wanted) {
            throw noProfile(
                    "make sure that nothing disturbs the counters, and repeat",
                    "at a load of %.0f %% too little is known: %d of %d windows of time are good; %s",
                    PERCENT * level,
                    windows.size(),
                    tries,
                    reason);
        }
        return Statistics.summary(level, windows, tries - windows.size());
    }
}
