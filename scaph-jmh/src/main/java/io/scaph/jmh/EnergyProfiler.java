package io.scaph.jmh;

import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.spi.SensorUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
 * A JMH profiler that tells what each operation of a benchmark uses: {@code -prof io.scaph.jmh.EnergyProfiler}. Its options
 * follow a colon: {@code sensor=NAME;policy=NAME}.
 *
 * <p>Secondary results, averaged over the iterations of all forks, with JMH's error:
 *
 * <ul>
 *   <li>{@code energy:joules.per.op}: the benchmark's JVM, by its CPU time, in J/op; for programs
 *   <li>{@code energy:nanojoules.per.op}: the same in nJ/op, as JMH prints three decimals
 *   <li>{@code energy:watts}: its average power
 *   <li>{@code energy:host.joules.per.op} and {@code energy:host.watts}: the whole host, with all that others do on it
 *   <li>{@code energy:how}: sensor, quality and policy; why iterations have no result
 * </ul>
 *
 * <p>An iteration whose energy is not known for certain, because of a gap in the counters or because it was too short for
 * them, has no result, and says so. Without a sensor that works there are none at all, and one line with the reason: a
 * benchmark does not fail for that.
 *
 * <p>Measures within the JVM of the benchmark, between ticks: nothing of it runs during an iteration but the watch over
 * counters that may wrap. That JVM keeps its sensor open until it ends.
 */
public final class EnergyProfiler implements InternalProfiler {
    private static final double NANO = 1e-9;

    private final MonitorOptions options;
    private @Nullable IterationMeter meter;
    private @Nullable String unavailable;
    /** Whether it is told how it is measured: once in a fork. */
    private boolean described;

    /** Makes a profiler without options; JMH calls this. */
    public EnergyProfiler() {
        options = MonitorOptions.NONE;
    }

    /**
     * Makes a profiler; JMH calls this. Opens nothing yet, as JMH also does it where no benchmark runs.
     *
     * @param line the options, {@code sensor=NAME;policy=NAME}; may be empty
     * @throws ProfilerException if there are none like that
     */
    public EnergyProfiler(String line) throws ProfilerException {
        options = MonitorOptions.parse(line);
    }

    /** For a monitor that is open. */
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
        begin();
    }

    /** Begins an iteration. */
    void begin() {
        if (meter == null && unavailable == null) {
            open();
        }
        if (meter != null) {
            meter.begin();
        }
    }

    private void open() {
        try {
            meter = new IterationMeter(SharedMonitors.open(options));
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
            return results;
        }
        // JMH drops them; what is told once must not be among them.
        return List.of();
    }

    /**
     * Ends an iteration.
     *
     * @param operations how many operations it was
     * @return what it used
     */
    List<Result<?>> end(long operations) {
        List<Result<?>> results = new ArrayList<>();
        if (meter == null) {
            tell(described ? "" : "no energy: " + unavailable, results);
            return results;
        }
        ScopeEnergy energy = meter.end();
        String how = described ? "" : meter.how(energy);
        String flaw = IterationMeter.flaw(energy);
        if (flaw.isEmpty()) {
            figures(energy, operations, results);
            tell(how, results);
        } else {
            String lost = "an iteration without a result: " + flaw;
            tell(how.isEmpty() ? lost : how + System.lineSeparator() + lost, results);
        }
        return results;
    }

    private static void tell(String line, List<Result<?>> results) {
        if (!line.isEmpty()) {
            // JMH puts the texts of all iterations one behind the other.
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
