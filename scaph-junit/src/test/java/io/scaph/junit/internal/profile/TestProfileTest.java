package io.scaph.junit.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.junit.internal.profile.HotMethods.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The methods of a test, for people and for programs. */
class TestProfileTest {
    private static Method method(String name, double self, double total) {
        return new Method(
                name, Energy.ofJoules(self), Energy.ofJoules(0.1), Energy.ofJoules(total), Energy.ofJoules(0.2));
    }

    private static TestProfile profile(Method... methods) {
        List<Method> all = List.of(methods);
        return TestProfile.of(new HotMethods(
                5,
                500,
                510,
                Energy.ofJoules(10),
                Energy.ofJoules(0.5),
                Optional.of(Energy.ofJoules(1)),
                Optional.of(Energy.ofJoules(1.5)),
                all,
                all,
                Optional.of(Path.of("a.html"))));
    }

    @Test
    void methodsAreShownBySelfAndByTotalWithErrorAndShare() {
        assertThat(profile(method("shop.Cart.total", 2, 8)).text())
                .isEqualTo(String.join(
                        "\n  ",
                        "",
                        "methods: of 10.0 J of this JVM for each of the 5 runs under the profiler; 500 samples of 510"
                                + " expected by CPU time; garbage collection 10.0 %; compilation 15.0 %",
                        "        self       error   share  method",
                        "      2.00 J    ± 100 mJ  20.0 %  shop.Cart.total",
                        "       total       error   share  method outside of the JDK",
                        "      8.00 J    ± 200 mJ  80.0 %  shop.Cart.total",
                        "flame graph: a.html"));
    }

    @Test
    void methodsBelowOnePercentAreNotShown() {
        assertThat(profile(method("shop.Cart.total", 0.09, 0.1)).text())
                .contains("100 mJ    ± 200 mJ   1.0 %  shop.Cart.total")
                .doesNotContain("90.0 mJ");
    }

    @Test
    void namesCantStartALineOrMoveTheCursor() {
        assertThat(profile(method("a\nb\u001b[1A", 2, 8)).text()).contains("a?b?[1A");
    }

    @Test
    void aProgramReadsEachMethodOnce() {
        TestProfile profile = profile(method("shop.Cart.total", 2, 8));

        assertThat(profile.json())
                .containsEntry("runs", 5)
                .containsEntry("samples", 500L)
                .containsEntry("expectedSamples", 510L)
                .containsEntry("joules", 10.0)
                .containsEntry("unsampledJoules", 0.5)
                .containsEntry("gcJoules", 1.0)
                .containsEntry("jitJoules", 1.5)
                .containsEntry("flameGraph", "a.html");
        assertThat((List<?>) profile.json().get("methods")).hasSize(1);
    }

    @Test
    void theReasonForNoMethodsIsOneLine() {
        TestProfile profile = TestProfile.failed(new IllegalStateException("two\nlines"));

        assertThat(profile.text())
                .isEqualTo("\n  methods: unknown, the test failed when it was repeated under the profiler:"
                        + " java.lang.IllegalStateException: two?lines");
        assertThat(profile.json()).containsOnlyKeys("unknown");
    }

    @Test
    void whatLeadsToTheBodyIsNotPartOfTheTest() {
        List<List<String>> stacks = List.of(
                List.of("Thread.run", "junit.Run", "ShopTest.total", "shop.Cart.total", "ShopTest.total"),
                List.of("Thread.run", "pool.Worker.work"));

        assertThat(HotMethods.callers(stacks, "ShopTest.total")).containsOnly("Thread.run", "junit.Run");
    }
}
