package io.scaph.linux.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritedStateTest {
    @Test
    void aZeroEndsEachEntry() {
        List<byte[]> entries = InheritedState.entries("a=1\0\0b\u00e9\0".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(entries.stream().map(entry -> new String(entry, StandardCharsets.ISO_8859_1)))
                .containsExactly("a=1", "", "b\u00e9");
    }

    @Test
    void anEmptyFileHasNoEntry() {
        assertThat(InheritedState.entries(new byte[0])).isEmpty();
    }

    @Test
    void withoutTheLauncherItIsWhatThisProcessHas() throws Exception {
        InheritedState state = InheritedState.read();

        assertThat(state.environment())
                .hasSizeGreaterThanOrEqualTo(System.getenv().size());
        assertThat(state.descriptors()).isEmpty();
        assertThat(state.received().isEmpty()).isTrue();
        assertThat(state.unknown()).hasSize(1);
    }
}
