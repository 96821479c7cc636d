package io.scaph.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.text.KernelPath;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {
    private final Option<Long> seconds = Option.integer("step-seconds", "SECONDS", "time between two lines");
    private final Option<Boolean> quiet = Option.flag("quiet", "say nothing");
    private final Option<Path> file = Option.path("file", "FILE", "where to write");
    private final Option<String> label = Option.text("label", "TEXT", "what to call it");

    @ParameterizedTest
    @CsvSource({"0,0", "42,42", "-7,-7", "' 5 ',5", "9223372036854775807,9223372036854775807"})
    void aWholeNumberIsRead(String text, long value) {
        assertThat(seconds.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "9223372036854775808", "1 2", "0x10"})
    void whatIsNoWholeNumberIsRefusedByOptionAndText(String text) {
        assertThatThrownBy(() -> seconds.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--step-seconds")
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "TRUE,true", "False,false"})
    void aFlagIsTrueOrFalse(String text, boolean value) {
        assertThat(quiet.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "1", "tru", "on"})
    void whatIsNeitherTrueNorFalseIsRefused(String text) {
        assertThatThrownBy(() -> quiet.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--quiet")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void aPathIsRead() {
        assertThat(file.parse("a/b")).isEqualTo(Path.of("a", "b"));
    }

    @Test
    void aPathHasTheBytesThatWereTyped() {
        assertThat(KernelPath.raw(file.parse("/tmp/donn\u00e9es/cass\udce9")))
                .isEqualTo("/tmp/donn\u00e9es/cass\udce9");
        assertThat(KernelPath.raw(file.parse("/tmp/a\\xe9"))).isEqualTo("/tmp/a\\xe9");
    }

    @Test
    void aTextShowsBytesThatAreNotUtf8() {
        assertThat(label.parse("\\xe9 \u00e9 \udce9")).isEqualTo("\\xe9 \u00e9 \\xe9");
    }

    @Test
    void whatCantBeAPathIsRefusedByOption() {
        assertThatThrownBy(() -> file.parse("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--file");
    }

    @Test
    void aTextIsTakenAsItIs() {
        assertThat(label.parse("  two words ")).isEqualTo("  two words ");
    }

    @Test
    void aFlagIsOffUnlessGiven() {
        assertThat(quiet.fallback()).contains(false);
        assertThat(quiet.placeholder()).isEmpty();
    }

    @Test
    void copiesKeepTheRest() {
        Option<Long> full = seconds.withLetter('s').withDefault(2L).withEnvironment("SCAPH_STEP");

        assertThat(full)
                .extracting(
                        Option::name,
                        Option::letter,
                        Option::type,
                        Option::fallback,
                        Option::placeholder,
                        Option::environment,
                        Option::help)
                .containsExactly(
                        "step-seconds",
                        Optional.of('s'),
                        Long.class,
                        Optional.of(2L),
                        "SECONDS",
                        Optional.of("SCAPH_STEP"),
                        "time between two lines");
        assertThat(seconds.letter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "X", "a b", "aB", "1a", "a_b", "--a"})
    void aNameThatIsNotInKebabCaseIsRefused(String name) {
        assertThatThrownBy(() -> Option.flag(name, "")).isInstanceOf(IllegalArgumentException.class);
    }
}
