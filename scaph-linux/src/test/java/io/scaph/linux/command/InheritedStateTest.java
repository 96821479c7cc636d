package io.scaph.linux.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.text.KernelText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritedStateTest {
    @Test
    void aZeroEndsEachEntry() {
        List<String> entries = InheritedState.entries("a=1\0\0b\u00e9\0".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(entries.stream().map(KernelText::rawBytes))
                .containsExactly(bytes("a=1"), bytes(""), bytes("b\u00e9"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
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

    @Test
    void theSignalsOfThisProcessCanBeRead() throws Exception {
        assertThat(InheritedState.ignoredNow().numbers()).doesNotContain(9);
        assertThat(InheritedState.pending().numbers()).doesNotContain(9);
    }
}
