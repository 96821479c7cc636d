package io.scaph.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.profiler.OtherJvm.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfiledProgramIT {
    private static Result run(List<String> options, String what) throws Exception {
        return OtherJvm.run(options, ProfiledProgram.class, what);
    }

    @Test
    void withoutTheFlightRecorderOneLineSaysWhatToDo() throws Exception {
        Result result = run(
                List.of("--limit-modules", "java.base,java.management,jdk.management,java.net.http,java.logging"),
                "start");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("message: this Java runtime has no flight recorder; add the module jdk.jfr to it")
                .doesNotContain("Exception", "Error");
    }

    @Test
    void whereTheFlightRecorderIsSwitchedOffOneLineSaysWhatToDo() throws Exception {
        Result result = run(List.of("-XX:-FlightRecorder"), "start");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("message: the flight recorder is switched off; remove the option -XX:-FlightRecorder");
    }

    @Test
    void whereItsDirectoryCanNotBeWrittenOneLineSaysWhatToDo() throws Exception {
        Result result = run(List.of("-Djava.io.tmpdir=/proc/self"), "start");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("message: the flight recorder does not start")
                .contains("/proc/self");
    }

    @Test
    void aJvmThatEndsHasAProfileUpToItsEnd() throws Exception {
        Result result = run(List.of(), "end");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
        assertThat(result.number("millis")).isLessThan(5_000);
        // Some 2 x 1.5 s of CPU time at 10 ms, of which the last second may be missing.
        assertThat(result.number("samples")).as(result.output()).isGreaterThan(50);
        assertThat((double) result.number("sampled")).isGreaterThan(0.3 * result.number("application"));
    }

    @Test
    void aProfilerThatIsNotClosedDoesNotKeepTheJvmAlive() throws Exception {
        Result result = run(List.of(), "forgotten");

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void theRecordingOfTheApplicationStaysAsItIs() throws Exception {
        Result result = run(List.of(), "recording");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.number("settings")).isOne();
        assertThat(result.number("running")).isOne();
        assertThat(result.number("steps")).isEqualTo(3);
        // 1.5 s of work and more, at 200 ms.
        assertThat(result.number("loads")).isGreaterThanOrEqualTo(5);
    }
}
