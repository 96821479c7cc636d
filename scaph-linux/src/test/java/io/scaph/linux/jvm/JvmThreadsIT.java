package io.scaph.linux.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.linux.OwnJvm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real JVMs use for themselves, with each collector: {@link BusyJvm} in a separate JVM. */
class JvmThreadsIT {
    private static OwnJvm jvm;

    @BeforeAll
    static void prepare(@TempDir Path directory) throws Exception {
        jvm = OwnJvm.prepare(directory);
    }

    private static Map<String, Long> run(List<String> options, String what) throws Exception {
        String output = jvm.run(List.of(), options, "", BusyJvm.class.getName(), what);
        return Arrays.stream(output.lines()
                        .reduce((first, last) -> last)
                        .orElseThrow()
                        .split(" "))
                .map(part -> part.split("="))
                .collect(Collectors.toMap(part -> part[0], part -> Long.parseLong(part[1])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "G1", "Z", "Shenandoah"})
    void whoAllocatesPaysForCollections(String collector) throws Exception {
        String option = "-XX:+Use" + collector + "GC";

        // ZGC also collects when a tenth of its heap is used for the first time: the calm program must not reach that.
        Map<String, Long> calm = run(List.of("-Xmx1g", option), "calm");
        Map<String, Long> garbage = run(List.of("-Xmx200m", option), "garbage");

        assertThat(part(calm, "gc")).isLessThan(0.05);
        assertThat(part(garbage, "gc")).isGreaterThan(Math.max(0.05, 3 * part(calm, "gc")));
        assertThat(part(garbage, "application")).isGreaterThan(0.02);
    }

    @Test
    void aJvmThatHasJustStartedCompiles() throws Exception {
        Map<String, Long> start = run(List.of(), "start");
        Map<String, Long> interpreted = run(List.of("-Xint"), "start");

        assertThat(part(start, "jit")).isGreaterThan(0.05);
        assertThat(interpreted).containsEntry("jit", 0L);
    }

    @Test
    void aJavaThreadWithTheNameOfACompilerIsTheApplications() throws Exception {
        Map<String, Long> times = run(List.of("-Xint"), "hostile");

        assertThat(times).containsEntry("jit", 0L);
        assertThat(part(times, "application")).isGreaterThan(0.9);
    }

    @Test
    void withoutTheFlightRecorderEverythingElseWorks() throws Exception {
        List<String> options =
                List.of("--limit-modules", "java.base,java.management,jdk.management,java.net.http,java.logging");

        assertThat(part(run(options, "calm"), "application")).isGreaterThan(0.5);
    }

    private static double part(Map<String, Long> times, String name) {
        long all = times.values().stream().mapToLong(Long::longValue).sum();
        assertThat(all).as(String.format(Locale.ROOT, "%s", times)).isPositive();
        return (double) Objects.requireNonNull(times.get(name)) / all;
    }
}
