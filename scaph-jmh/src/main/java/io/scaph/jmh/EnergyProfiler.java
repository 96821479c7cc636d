package io.scaph.jmh;

import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.spi.SensorUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.TextResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * A JMH profiler for the energy of each operation of a benchmark: {@code -prof io.scaph.jmh.EnergyProfiler}. Its options follow a
 * colon: {@code sensor=NAME;policy=NAME;profile=DIRECTORY}.
 *
 * <p>Secondary results, averaged over the iterations of all forks, with JMH's error:
 *
 * <ul>
 *   <li>{@code energy:joules.per.op}: the benchmark's JVM, by its CPU time, in J/op; for programs
 *   <li>{@code energy:nanojoules.per.op}: the same in nJ/op, as JMH prints three decimals
 *   <li>{@code energy:watts}: its average power
 *   <li>{@code energy:host.joules.per.op} and {@code energy:host.watts}: the whole host, with everything that runs on it
 *   <li>{@code energy:how}: sensor, quality and policy; the reasons why iterations have no result; the file of the profile
 * </ul>
 *
 * <p>An iteration with a gap in the counters, or one too short for them, has no result; {@code energy:how} names it. Without a
 * sensor that works there are no results, and one line with the reason: the benchmark does not fail.
 *
 * <p>The profiler measures in the JVM of the benchmark, between ticks: during an iteration it only watches counters that may wrap.
 * That JVM keeps its sensor open until it ends.
 *
 * <p>With {@code profile=DIRECTORY} the measured iterations of each fork are also profiled, and written as a flame graph: which methods used
 * the energy. The results then contain the cost of that.
 */
public final class EnergyProfiler implements InternalProfiler {
    private static final double NANO = 1e-9;

    private final MonitorOptions options;
    private final Optional<BenchmarkProfile> profile;
    private @Nullable IterationMeter meter;
    private @Nullable String unavailable;
    /** Whether the results contain how the energy was measured: once in a fork. */
    private boolean described;

    /** A profiler without options; called by JMH. */
    public EnergyProfiler() {
        options = MonitorOptions.NONE;
        profile = Optional.empty();
    }

    /**
     * A profiler with options; called by JMH. Opens nothing yet, because JMH also calls this where no benchmark runs.
     *
     * @param line the options, {@code sensor=NAME;policy=NAME;profile=DIRECTORY}; may be empty
     * @throws ProfilerException if an option or its value does not exist
     */
    public EnergyProfiler(String line) throws ProfilerException {
        options = MonitorOptions.parse(line);
        profile = options.profile().map(BenchmarkProfile::new);
    }

    /** A profiler with an open monitor. */
    EnergyProfiler(IterationMeter meter) {
        this();
        this.meter = meter;
    }

    @Override
    public String getDescription() {
        return "Energy of the benchmark's JVM and of the host, by scaph";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        open();
        IterationMeter open = meter;
        if (open != null) {
            profile.ifPresent(started -> started.begin(open.monitor(), iteration.getType()));
        }
        begin();
    }

    /** Starts an iteration. */
    void begin() {
        if (meter != null) {
            meter.begin();
        }
    }

    private void open() {
        if (meter != null || unavailable != null) {
            return;
        }
        try {
            meter = new IterationMeter(options.sharedMonitor());
        } catch (SensorUnavailableException e) {
            unavailable = e.getMessage() + ": " + e.remedy();
        } catch (IllegalArgumentException e) {
            unavailable = e.getMessage();
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as JMH declares it
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<Result<?>> results = end(result.getMetadata().getAllOps());
        if (iteration.getType() == IterationType.MEASUREMENT) {
            described = true;
            if (meter != null) {
                profile.flatMap(started -> started.end(iteration.getCount(), benchmark.id()))
                        .ifPresent(line -> addText(line, results));
            }
            return results;
        }
        // JMH drops the results of a warm-up, so the line that appears once must not be among them.
        return List.of();
    }

    /**
     * Ends an iteration.
     *
     * @param operations the number of operations
     * @return its energy
     */
    List<Result<?>> end(long operations) {
        List<Result<?>> results = new ArrayList<>();
        if (meter == null) {
            addText(described ? "" : "no energy: " + unavailable, results);
            return results;
        }
        ScopeEnergy energy = meter.end();
        String how = described ? "" : meter.how(energy);
        String flaw = IterationMeter.flaw(energy);
        if (flaw.isEmpty()) {
            figures(energy, operations, results);
            addText(how, results);
        } else {
            String lost = "an iteration without a result: " + flaw;
            addText(how.isEmpty() ? lost : how + System.lineSeparator() + lost, results);
        }
        return results;
    }

    private static void addText(String line, List<Result<?>> results) {
        if (!line.isEmpty()) {
            // JMH concatenates the texts of all iterations.
            results.add(new TextResult(line + System.lineSeparator(), "energy:how"));
        }
    }

    private static void figures(ScopeEnergy energy, long operations, List<Result<?>> results) {
        energy.process().ifPresent(range -> {
            perOperation("energy:joules.per.op", range.joules(), operations, "J/op", results);
            perOperation("energy:nanojoules.per.op", range.joules() / NANO, operations, "nJ/op", results);
        });
        watts("energy:watts", energy.processPower(), results);
        energy.host()
                .ifPresent(range ->
                        perOperation("energy:host.joules.per.op", range.joules(), operations, "J/op", results));
        watts("energy:host.watts", energy.hostPower(), results);
    }

    private static void perOperation(
            String label, double energy, long operations, String unit, List<Result<?>> results) {
        if (operations > 0) {
            results.add(new ScalarResult(label, energy / operations, unit, AggregationPolicy.AVG));
        }
    }

    private static void watts(String label, OptionalDouble watts, List<Result<?>> results) {
        if (watts.isPresent()) {
            results.add(new ScalarResult(label, watts.getAsDouble(), "W", AggregationPolicy.AVG));
        }
    }
}
