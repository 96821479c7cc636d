package io.scaph.cli.calibrate;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/** A simulated machine with a known curve of power by load, and the disturbances of real machines. */
final class CalibratedMachine implements AutoCloseable {
    static final int CPUS = 8;
    static final Hardware HARDWARE = new Hardware(Optional.of("A CPU"), 1, Optional.empty());

    private static final double DRAM_PART = 0.1;
    private static final long STEP_NANOS = 100_000_000;
    private static final int OURS = 100;
    private static final int OTHERS = 200;

    /** Changes from one moment to the next. */
    interface Disturbance {
        /** Called every 0.1 s, and before a level starts. */
        void apply(CalibratedMachine machine, long nanoTime);
    }

    final VirtualClock clock = new VirtualClock();
    final SimulatedMachine machine;
    private final DoubleUnaryOperator truth;
    private final Domain packages;
    private final Monitor monitor;
    private final SnapshotReader snapshots;
    private Disturbance disturbance = (machine, nanoTime) -> {};
    double background;
    double gpuWatts = 20;
    double powerFactor = 1;
    double reach = 1;
    int usableCpus = CPUS;
    double level;

    CalibratedMachine(DoubleUnaryOperator truth) {
        this(truth, Quality.MEASURED);
    }

    CalibratedMachine(DoubleUnaryOperator truth, Quality quality) {
        this.truth = truth;
        packages = Domain.ofSocket(DomainKind.PACKAGE, 0)
                .at("intel-rapl:0")
                .withQuality(quality)
                .withRange(262_143_328_850L);
        Domain dram = Domain.ofSocket(DomainKind.DRAM, 0)
                .at("intel-rapl:0:0")
                .withQuality(quality)
                .withRange(262_143_328_850L);
        Domain gpu = Domain.ofSocket(DomainKind.GPU, 0).at("a GPU").withQuality(Quality.ESTIMATED);
        List<Domain> domains = List.of(packages, dram, gpu);
        machine = new SimulatedMachine(clock, CPUS, Topology.of(domains, domains));
        apply();
        monitor = machine.monitor();
        snapshots = monitor.reader();
    }

    CalibratedMachine with(Disturbance changes) {
        disturbance = changes;
        disturbance.apply(this, clock.nanoTime());
        apply();
        return this;
    }

    CalibratedMachine withBackground(double load) {
        background = load;
        apply();
        return this;
    }

    void packagesReadable(boolean readable) {
        machine.readable(packages.id(), readable);
    }

    /** Others take what they need; the load takes its part, as far as there is room. */
    private void apply() {
        double ours = Math.min(1 - background, level * reach);
        machine.run(OTHERS, "others", background * CPUS);
        machine.run(OURS, "load", ours * CPUS);
        double watts = truth.applyAsDouble(Math.min(1, background + ours)) * powerFactor;
        machine.watts("package-0", watts * (1 - DRAM_PART));
        machine.watts("dram@0", watts * DRAM_PART);
        machine.watts("gpu@0", gpuWatts);
    }

    Calibration calibration(CalibrationPlan plan) {
        return calibration(plan, readings -> {});
    }

    Calibration calibration(CalibrationPlan plan, Consumer<List<LevelReading>> progress) {
        return new Calibration(changing(), load(), plan, progress);
    }

    private LoadGenerator load() {
        return new LoadGenerator() {
            @Override
            public int cpus() {
                return usableCpus;
            }

            @Override
            public void load(double part) {
                level = part;
                apply();
            }

            @Override
            public void close() {
                load(0);
            }
        };
    }

    /** A reader that applies the disturbance while it waits. */
    private SnapshotReader changing() {
        return new SnapshotReader() {
            @Override
            public Snapshot latest() {
                return snapshots.latest();
            }

            @Override
            public Snapshot refresh() {
                return snapshots.refresh();
            }

            @Override
            public Snapshot awaitUntil(long deadlineNanos) throws InterruptedException {
                while (clock.nanoTime() < deadlineNanos) {
                    disturbance.apply(CalibratedMachine.this, clock.nanoTime());
                    apply();
                    clock.advance(Duration.ofNanos(Math.min(STEP_NANOS, deadlineNanos - clock.nanoTime())));
                }
                return snapshots.awaitUntil(deadlineNanos);
            }

            @Override
            public Snapshot awaitNext() throws InterruptedException {
                return snapshots.awaitNext();
            }

            @Override
            public Optional<Resources> resources(ProcessInfo process) {
                return snapshots.resources(process);
            }

            @Override
            public void close() {
                snapshots.close();
            }
        };
    }

    @Override
    public void close() {
        snapshots.close();
        monitor.close();
    }
}
