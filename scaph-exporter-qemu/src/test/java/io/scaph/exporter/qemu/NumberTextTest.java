package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 999, 1_000, Long.MAX_VALUE})
    void everyNumberHasOneLength(long number) {
        assertThat(NumberText.of(number).remaining()).isEqualTo(NumberText.LENGTH);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(NumberText.parse(NumberText.of(1_234).array())).hasValue(1_234);
    }

    @Test
    void nothingIsNoNumber() throws IOException {
        assertThat(NumberText.parse(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "0x10", "1 2", "root:x:0:0", "9223372036854775807", "99999999999999999999"})
    void anythingElseIsAFault(String text) {
        assertThatThrownBy(() -> NumberText.parse(text.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("left alone");
    }
}
