package io.scaph.profiler.internal.division;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Samples of native code that come by the wall clock, while it waits as well. */
class NativeSamplesTest extends DivisionRules {
    @Test
    void samplesOfWaitingDoNotCount() {
        // 10 ms of CPU time in a second: it has waited for the rest.
        sample(1, "work", 1);
        sampleInNative(1, "epoll", 99);
        settle(reading(1, line(1_000, 10), thread(1, 10)));

        assertThat(energy("work")).isEqualTo(1_000);
        assertThat(energy("epoll")).isZero();
        assertThat(samples("epoll")).isZero();
    }

    @Test
    void nativeCodeGetsTheCpuTimeThatJavaCodeLeaves() {
        sample(1, "java", 40);
        sampleInNative(1, "deflate", 80);
        settle(reading(1, line(1_000, 1_000), thread(1, 1_000)));

        assertThat(energy("java")).isEqualTo(400);
        assertThat(energy("deflate")).isEqualTo(600);
    }

    @Test
    void whereASamplerMissesSomeBothKindsAreMissedAlike() {
        sample(1, "java", 30);
        sampleInNative(1, "deflate", 30);
        settle(reading(1, line(1_000, 1_000), thread(1, 1_000)));

        assertThat(energy("java")).isEqualTo(500);
        assertThat(energy("deflate")).isEqualTo(500);
    }

    @Test
    void aThreadThatOnlyWaitsGetsNothing() {
        sampleInNative(1, "accept", 100);
        sample(2, "a", 1);
        settle(reading(1, line(1_000, 10), thread(1, 0), thread(2, 10)));

        assertThat(energy("accept")).isZero();
        assertThat(energy("a")).isEqualTo(1_000);
    }
}
