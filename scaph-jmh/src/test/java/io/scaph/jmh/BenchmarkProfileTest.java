package io.scaph.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;

/** The files of profiles, their option, and the list of profilers. */
class BenchmarkProfileTest {
    @TempDir
    private Path directory;

    private String newFile(String benchmark) throws IOException {
        return BenchmarkProfile.newFile(directory, benchmark).getFileName().toString();
    }

    @Test
    void everyForkHasItsOwnFile() throws IOException {
        assertThat(newFile("shop.Bench.total-AverageTime-size-10"))
                .isEqualTo("shop.Bench.total-AverageTime-size-10.html");
        assertThat(newFile("shop.Bench.total-AverageTime-size-10"))
                .isEqualTo("shop.Bench.total-AverageTime-size-10-2.html");
        assertThat(newFile("shop.Bench.total-AverageTime-size-10"))
                .isEqualTo("shop.Bench.total-AverageTime-size-10-3.html");
    }

    @Test
    void namesOfFilesAreSafeAndOfAnyLength() throws IOException {
        assertThat(newFile("b-path-..%2Fa:b*c d")).isEqualTo("b-path-.._2Fa_b_c_d.html");
        assertThat(newFile("b".repeat(1_000))).hasSize(155);
        assertThat(newFile("b".repeat(1_001))).hasSize(157);
    }

    @Test
    void aProfileNeedsADirectory() {
        assertThatThrownBy(() -> new EnergyProfiler("profile="))
                .isInstanceOf(ProfilerException.class)
                .hasMessage("profile= needs the directory for the flame graphs");
    }

    @Test
    void jmhListsTheProfilerWithTheNameThatUsersType() {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        ProfilerFactory.listProfilers(new PrintStream(list, true, StandardCharsets.UTF_8));

        assertThat(list.toString(StandardCharsets.UTF_8))
                .contains("io.scaph.jmh.EnergyProfiler: Energy of the benchmark's JVM and of the host, by scaph");
    }
}
