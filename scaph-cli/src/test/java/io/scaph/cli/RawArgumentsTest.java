package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.text.KernelText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawArgumentsTest {
    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> read(String commandLine, String... arguments) {
        return Arrays.stream(RawArguments.of(arguments, latin1(commandLine)))
                .map(word -> new String(KernelText.rawBytes(word), StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Test
    void theLastWordsAreTheArguments() {
        assertThat(read("java\0-jar\0scaph.jar\0json\0-n\0003\0", "json", "-n", "3"))
                .containsExactly("json", "-n", "3");
    }

    @Test
    void bytesThatTheLocaleLostAreKept() {
        assertThat(read("java\0-o\0donn\u00c3\u00a9es\0cass\u00e9\0", "-o", "donn\ufffd\ufffdes", "cass\ufffd"))
                .containsExactly("-o", "donn\u00c3\u00a9es", "cass\u00e9");
    }

    @Test
    void emptyArgumentsAreKept() {
        assertThat(read("java\0\0a\0\0", "", "a", "")).containsExactly("", "a", "");
    }

    @Test
    void noArgumentsAreNone() {
        assertThat(read("java\0-jar\0scaph.jar\0")).isEmpty();
    }

    @Test
    void anotherCommandLineIsNotMistakenForOurs() {
        assertThat(read("mvn\0test\0", "json", "\u00e9")).containsExactly("json", "\u00c3\u00a9");
        assertThat(read("mvn\0", "json", "\u00e9")).containsExactly("json", "\u00c3\u00a9");
    }

    @Test
    void argumentsOfACallWithinTheJvmStayAsTheyAre() {
        assertThat(RawArguments.of(new String[] {"no such argument", "\u65e5"}))
                .containsExactly("no such argument", "\u65e5");
    }
}
