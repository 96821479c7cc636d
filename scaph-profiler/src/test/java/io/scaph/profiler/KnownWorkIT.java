package io.scaph.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.profiler.OtherJvm.Result;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that spend known CPU times in three methods: {@link KnownWork} in a separate JVM, which also checks the sums. */
class KnownWorkIT {
    private static final int JDK = Runtime.version().feature();

    private static Result run(String... arguments) throws Exception {
        Result result = OtherJvm.run(List.of(), KnownWork.class, arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    /** 20 s of CPU time at 10 ms, in runs of one method that are longer than the period. */
    @ParameterizedTest
    @MethodSource("kinds")
    void theShareOfAMethodIsThatOfItsCpuTime(String kind) throws Exception {
        // The older sampler does not measure CPU time, and samples native code apart.
        double points = JDK < 25 && kind.equals("native") ? 0.06 : 0.03;

        Result found = run(kind, "20000", "50", "150");

        for (String piece : List.of("a", "b", "c")) {
            assertThat(share(found, piece, "energy"))
                    .as("%s of %s", piece, found.output())
                    .isCloseTo(share(found, piece, "cpu"), within(points));
        }
    }

    static Stream<String> kinds() {
        Stream<String> kinds = Stream.of("single", "threads", "recursion", "lambda", "native");
        return JDK < 21 ? kinds : Stream.concat(kinds, Stream.of("virtual"));
    }

    private static double share(Result found, String piece, String what) {
        double all = found.number("a." + what) + found.number("b." + what) + found.number("c." + what);
        return found.number(piece + "." + what) / all;
    }

    /** 20 profiles with few samples of short runs, of which the stated error must cover 19. */
    @Test
    void theStatedErrorCoversTheTruth() throws Exception {
        Result found = run("single", "1500", "1", "5", "20");

        // By chance it may be a few less.
        assertThat(found.number("covered")).as("of 60: %s", found.output()).isGreaterThanOrEqualTo(52);
    }

    @Test
    void aMethodHasTheEnergyThatAScopeAroundItMeasures() throws Exception {
        Result found = run("scope", "8000", "50", "150");

        double scope = found.number("scope");
        assertThat(found.number("run") / scope).as("%s", found.output()).isCloseTo(1, within(0.05));
    }
}
