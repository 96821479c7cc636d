package io.scaph.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs a benchmark as its author would, in separate JVMs, on a host that always draws 10 W. */
class EnergyProfilerIT {
    @TempDir
    private Path directory;

    private ChainedOptionsBuilder options(int forks) {
        return new OptionsBuilder()
                .include(SpinBenchmark.class.getName())
                .forks(forks)
                .shouldFailOnError(true)
                .output(directory.resolve("output").toString())
                .result(directory.resolve("result.json").toString())
                .resultFormat(ResultFormatType.JSON);
    }

    private static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
        Collection<RunResult> results = new Runner(options.build()).run();
        assertThat(results).hasSize(1);
        return results.iterator().next();
    }

    private static Result<?> secondary(RunResult result, String label) {
        assertThat(result.getSecondaryResults()).containsKey(label);
        return Objects.requireNonNull(result.getSecondaryResults().get(label));
    }

    @Test
    void operationsAndWattsAreMeasuredInEveryForkWithAnError() throws Exception {
        RunResult result = run(options(2).addProfiler(EnergyProfiler.class));

        double cpus = Runtime.getRuntime().availableProcessors();
        Result<?> hostWatts = secondary(result, "energy:host.watts");
        assertThat(hostWatts.getScoreUnit()).isEqualTo("W");
        assertThat(hostWatts.getSampleCount()).isEqualTo(6);
        assertThat(hostWatts.getScore()).isBetween(9.5, 10.5);
        assertThat(hostWatts.getScoreError()).isPositive();

        // One CPU is busy all the time, in addition to other work of the JVM; a busy machine may give less.
        Result<?> watts = secondary(result, "energy:watts");
        assertThat(watts.getScore()).isBetween(0.05 * ConstantPower.WATTS / cpus, ConstantPower.WATTS);

        // Joules per operation are watts times the seconds per operation, which JMH itself measured.
        double seconds = result.getPrimaryResult().getScore() / 1000;
        Result<?> joules = secondary(result, "energy:host.joules.per.op");
        assertThat(joules.getScoreUnit()).isEqualTo("J/op");
        assertThat(joules.getScore() / (ConstantPower.WATTS * seconds)).isBetween(0.7, 2.0);
        Result<?> process = secondary(result, "energy:joules.per.op");
        assertThat(process.getScore()).isPositive().isLessThan(joules.getScore());
        assertThat(process.getScoreError()).isPositive();
        assertThat(secondary(result, "energy:nanojoules.per.op").getScore())
                .isBetween(process.getScore() * 0.999e9, process.getScore() * 1.001e9);

        // Once for each fork.
        assertThat(Files.readString(directory.resolve("output")))
                .containsPattern("(?s)(constant, MEASURED, policy capacity.*){2}")
                .contains("constant, MEASURED, policy capacity (constant: always 10 W");
        assertThat(Files.readString(directory.resolve("result.json"))).contains("\"energy:joules.per.op\"");
    }

    @Test
    void otherPoliciesHaveTheUseOfOtherProcessesFromTheFirstIterationOn() throws Exception {
        RunResult result = run(options(1).addProfiler(EnergyProfiler.class, "sensor=constant;policy=active"));

        assertThat(secondary(result, "energy:joules.per.op").getSampleCount()).isEqualTo(3);
        assertThat(Files.readString(directory.resolve("output"))).contains("policy active");
    }

    @Test
    void withoutASensorThereIsOneLineAndNoResult() throws Exception {
        RunResult result = run(options(1)
                .addProfiler(EnergyProfiler.class)
                .jvmArgsAppend("-D" + ConstantPower.OUT_OF_ORDER + "=true"));

        assertThat(result.getSecondaryResults()).containsOnlyKeys("energy:how");
        assertThat(Files.readString(directory.resolve("output")))
                .contains("no energy: ")
                .contains("repair it");
        assertThat(result.getPrimaryResult().getSampleCount()).isEqualTo(3);
    }

    @Test
    void everyForkHasAFlameGraphOfTheBenchmark() throws Exception {
        Path profiles = directory.resolve("profiles");
        RunResult result = run(options(2).addProfiler(EnergyProfiler.class, "profile=" + profiles));

        assertThat(secondary(result, "energy:joules.per.op").getSampleCount()).isEqualTo(6);
        String name = SpinBenchmark.class.getName() + ".spin-AverageTime";
        for (String file : List.of(name + ".html", name + "-2.html")) {
            assertThat(Files.readString(profiles.resolve(file))).contains("SpinBenchmark.spin");
            assertThat(Files.readString(directory.resolve("output"))).contains("profile: " + profiles.resolve(file));
        }
    }

    @Test
    void aProfileThatCantBeWrittenIsOneLineAndTheResultsStay() throws Exception {
        Path inTheWay = Files.createFile(directory.resolve("file"));
        RunResult result = run(options(1).addProfiler(EnergyProfiler.class, "profile=" + inTheWay));

        assertThat(secondary(result, "energy:joules.per.op").getSampleCount()).isEqualTo(3);
        assertThat(Files.readString(directory.resolve("output"))).contains("no profile: the directory " + inTheWay);
    }

    @Test
    void withoutAForkItMeasuresThisJvm() throws Exception {
        RunResult result = run(options(0).addProfiler(EnergyProfiler.class));

        assertThat(secondary(result, "energy:host.watts").getScore()).isBetween(9.5, 10.5);
    }
}
