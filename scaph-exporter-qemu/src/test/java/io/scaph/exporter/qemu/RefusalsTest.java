package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    @Test
    void aRefusalIsSaidOnce() {
        assertThat(refusals.tell("web", "not believed")).isTrue();
        assertThat(refusals.tell("web", "not believed")).isFalse();
        assertThat(refusals.tell("db", "not believed")).isTrue();
    }

    @Test
    void nobodyFillsTheLog() {
        for (int i = 0; i < 1_000; i++) {
            refusals.tell("vm" + i, "not believed");
        }

        assertThat(refusals.tell("one more", "not believed")).isFalse();
    }

    @Test
    void whatIsSaidStaysOnItsLine() {
        assertThat(Refusals.shown("a\nb\u001b[2Jc\u202ed")).isEqualTo("a?b?[2Jc?d");
        assertThat(Refusals.shown("x".repeat(5_000))).hasSizeLessThan(400);
    }
}
