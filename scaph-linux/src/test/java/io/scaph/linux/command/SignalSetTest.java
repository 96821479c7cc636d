package io.scaph.linux.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SignalSetTest {
    @Test
    void signalNIsBitNMinusOne() {
        SignalSet set = SignalSet.ofHex("8000000000004201");

        assertThat(set.numbers()).containsExactly(1, 10, 15, 64);
        assertThat(set.contains(15)).isTrue();
        assertThat(set.contains(16)).isFalse();
        assertThat(set).isEqualTo(SignalSet.ofList("1,10,15,64"));
    }

    @Test
    void theComplementHasAllOthers() {
        assertThat(SignalSet.ofList("1,64").complement().numbers()).hasSize(62).doesNotContain(1, 64);
        assertThat(SignalSet.ofList("1,2,3").without(SignalSet.ofList("2,4")).numbers())
                .containsExactly(1, 3);
    }

    @Test
    void aNumberBeyondTheLastSignalIsRejected() {
        assertThatThrownBy(() -> SignalSet.ofList("65")).isInstanceOf(IllegalArgumentException.class);
    }
}
