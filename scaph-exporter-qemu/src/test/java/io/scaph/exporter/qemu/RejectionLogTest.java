package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectionLogTest {
    private final RejectionLog rejections = new RejectionLog();

    @Test
    void aRejectionIsLoggedOnce() {
        assertThat(rejections.log("web", "not trusted")).isTrue();
        assertThat(rejections.log("web", "not trusted")).isFalse();
        assertThat(rejections.log("db", "not trusted")).isTrue();
    }

    @Test
    void theLogDoesNotFill() {
        for (int i = 0; i < 1_000; i++) {
            rejections.log("vm" + i, "not trusted");
        }

        assertThat(rejections.log("one more", "not trusted")).isFalse();
    }

    @Test
    void aMessageStaysOnItsLine() {
        assertThat(RejectionLog.shown("a\nb\u001b[2Jc\u202ed")).isEqualTo("a?b?[2Jc?d");
        assertThat(RejectionLog.shown("x".repeat(5_000))).hasSizeLessThan(400);
    }
}
