package io.scaph.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Monitor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.Result;

/** Iterations on a simulated machine of 2 CPUs; the benchmark keeps one of them busy. */
class EnergyProfilerTest {
    private static final String PACKAGE = "package-0";

    private final VirtualClock clock = new VirtualClock();
    private final Domain domain = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");
    private final SimulatedMachine machine =
            new SimulatedMachine(clock, 2, Topology.of(List.of(domain), List.of(domain)));
    private Monitor monitor;
    private EnergyProfiler profiler;

    @BeforeEach
    void open() {
        machine.watts(PACKAGE, 7).run(1, "benchmark", 1).self(1);
        monitor = machine.monitor();
        profiler = new EnergyProfiler(new IterationMeter(monitor));
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    private Map<String, Result<?>> iteration(Duration time, long operations) {
        profiler.begin();
        clock.advance(time);
        return end(operations);
    }

    private Map<String, Result<?>> end(long operations) {
        return profiler.end(operations).stream().collect(Collectors.toMap(Result::getLabel, one -> one));
    }

    @Test
    void sevenJoulesAreDividedByTheOperations() {
        clock.advance(Duration.ofSeconds(1));
        Map<String, Result<?>> results = iteration(Duration.ofSeconds(2), 1000);

        assertThat(score(results, "energy:joules.per.op")).isEqualTo(0.007);
        assertThat(score(results, "energy:nanojoules.per.op")).isEqualTo(7e6);
        assertThat(score(results, "energy:watts")).isEqualTo(3.5);
        assertThat(score(results, "energy:host.joules.per.op")).isEqualTo(0.014);
        assertThat(score(results, "energy:host.watts")).isEqualTo(7);
        assertThat(text(results)).isEqualTo("simulation, MEASURED, policy capacity (simulation: a simulated machine)");
    }

    private static double score(Map<String, Result<?>> results, String label) {
        return Objects.requireNonNull(results.get(label)).getScore();
    }

    private static String text(Map<String, Result<?>> results) {
        return Objects.requireNonNull(results.get("energy:how")).extendedInfo().strip();
    }

    @Test
    void anIterationWithAGapHasNoResultAndSaysSo() {
        iteration(Duration.ofSeconds(1), 1);
        profiler.begin();
        clock.advance(Duration.ofSeconds(1));
        machine.readable(PACKAGE, false);
        clock.advance(Duration.ofSeconds(1));
        Map<String, Result<?>> results = end(1);

        assertThat(results).containsOnlyKeys("energy:how");
        assertThat(text(results)).contains("an iteration without a result: ").contains("the counters have a gap");
    }

    @Test
    void anIterationThatIsTooShortHasNoResultAndSaysSo() {
        iteration(Duration.ofSeconds(1), 1);
        Map<String, Result<?>> results = iteration(Duration.ZERO, 1);

        assertThat(results).containsOnlyKeys("energy:how");
        assertThat(text(results)).contains("too short for the counters");
    }

    @Test
    void withoutOperationsThereAreOnlyWatts() {
        Map<String, Result<?>> results = iteration(Duration.ofSeconds(1), 0);

        assertThat(results).containsOnlyKeys("energy:watts", "energy:host.watts", "energy:how");
    }

    @Test
    void optionsAreChecked() throws ProfilerException {
        assertThat(new EnergyProfiler("sensor=powercap; policy=active").getDescription())
                .isNotBlank();
        assertThat(new EnergyProfiler("").getDescription()).isNotBlank();
        assertThatThrownBy(() -> new EnergyProfiler("colour=green"))
                .isInstanceOf(ProfilerException.class)
                .hasMessage(
                        "there is no option 'colour': use sensor=NAME, policy=NAME or profile=DIRECTORY, joined by ;");
        assertThatThrownBy(() -> new EnergyProfiler("policy=fair"))
                .isInstanceOf(ProfilerException.class)
                .hasMessageContaining("there is no policy 'fair'");
    }
}
