package io.scaph.examples;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.scope.Scope;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.workload.WorkloadDetail;
import java.io.PrintStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Five things to do with scaph, in at most six statements each. The only dependency is {@code io.scaph:scaph}. A program calls
 * {@code Monitor.builder()}, or {@code Monitor.open()} for the defaults; here the builder is a parameter, so that the tests can pass
 * one of a simulated machine.
 */
public final class FiveTasks {
    private static final int MOST_PROCESSES = 10;
    private static final int FACTORS = 30_000;

    private FiveTasks() {}

    /** Prints the energy of a block of code. */
    static void block(MonitorBuilder builder, Runnable work, PrintStream out) throws SensorUnavailableException {
        try (Monitor monitor = builder.open()) {
            out.println(monitor.measure(() -> work.run()));
        }
    }

    /** Prints the energy of a request when it ends. A server opens one monitor, and a scope for each request. */
    @SuppressWarnings("try") // the scope is only opened and closed
    static void request(MonitorBuilder builder, Runnable handler, PrintStream out) throws SensorUnavailableException {
        try (Monitor monitor = builder.onScope(out::println).open()) {
            try (Scope scope = monitor.scope("checkout")) {
                handler.run();
            }
        }
    }

    /** Prints the processes that use the most power now. */
    static void processes(MonitorBuilder builder, PrintStream out)
            throws SensorUnavailableException, InterruptedException {
        try (Monitor monitor = builder.open();
                SnapshotReader reader = monitor.reader()) {
            Snapshot start = reader.latest();
            Snapshot end =
                    reader.awaitUntil(start.nanoTime() + Duration.ofSeconds(2).toNanos());
            Interval.between(start, end).processes().stream()
                    .limit(MOST_PROCESSES)
                    .forEach(out::println);
        }
    }

    /** Prints the energy of every container over 10 s. */
    static void containers(MonitorBuilder builder, PrintStream out)
            throws SensorUnavailableException, InterruptedException {
        try (Monitor monitor = builder.details(Set.of(WorkloadDetail.CONTAINER)).open();
                SnapshotReader reader = monitor.reader()) {
            Snapshot start = reader.latest();
            Snapshot end =
                    reader.awaitUntil(start.nanoTime() + Duration.ofSeconds(10).toNanos());
            Interval.between(start, end).containers().forEach(out::println);
        }
    }

    /** Prints the energy of a block of code by a meter of your own. */
    static void sensor(MonitorBuilder builder, DoubleSupplier watts, Runnable work, PrintStream out)
            throws SensorUnavailableException {
        Sensor meter = Sensor.ofPower(Domain.of("wall", DomainKind.WALL).at("plug"), watts);
        try (Monitor monitor = builder.sensor(meter).open()) {
            monitor.measure(() -> work.run()).host().ifPresent(out::println);
        }
    }

    /**
     * Does the tasks on this machine.
     *
     * @param tasks their names; all by default
     * @throws SensorUnavailableException if no sensor works here
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] tasks) throws SensorUnavailableException, InterruptedException {
        PrintStream out = System.out;
        List<String> all = List.of("block", "request", "processes", "containers", "sensor");
        for (String task : tasks.length == 0 ? all : List.of(tasks)) {
            out.println(task + ":");
            switch (task) {
                case "block" -> block(Monitor.builder(), FiveTasks::work, out);
                case "request" -> request(Monitor.builder(), FiveTasks::work, out);
                case "processes" -> processes(Monitor.builder(), out);
                case "containers" -> containers(Monitor.builder(), out);
                case "sensor" -> sensor(Monitor.builder(), FiveTasks::watts, FiveTasks::work, out);
                default -> throw new IllegalArgumentException(task + " is not one of " + all);
            }
        }
    }

    /** Takes some 100 ms: counters move once in a millisecond, so what takes less than 20 ms is uncertain. */
    private static void work() {
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < FACTORS; i++) {
            product = product.multiply(BigInteger.TEN);
        }
        if (product.signum() < 0) {
            throw new IllegalStateException("a product of positive numbers is negative");
        }
    }

    /** A real meter is asked over the network or a serial line. */
    private static double watts() {
        return 42.5;
    }
}
