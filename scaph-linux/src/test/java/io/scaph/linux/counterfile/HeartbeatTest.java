package io.scaph.linux.counterfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeartbeatTest {
    @Test
    void aSessionBeginsWithAWriting() {
        long begin = Heartbeat.beginSession(0);

        assertThat(Heartbeat.isWriting(begin)).isTrue();
        assertThat(Heartbeat.isWriting(Heartbeat.next(begin))).isFalse();
        assertThat(Heartbeat.session(Heartbeat.next(begin))).isEqualTo(Heartbeat.session(begin));
    }

    @Test
    void eachSessionIsAnother() {
        long last = Heartbeat.next(Heartbeat.beginSession(0));

        assertThat(Heartbeat.session(Heartbeat.beginSession(last))).isEqualTo(Heartbeat.session(last) + 1);
    }

    @Test
    void noNumberIsTooLargeToGoOn() {
        long begin = Heartbeat.beginSession(Long.MAX_VALUE);

        assertThat(begin).isPositive();
        assertThat(Heartbeat.session(begin)).isNotEqualTo(Heartbeat.session(Long.MAX_VALUE));
    }
}
