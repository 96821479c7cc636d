package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Providers;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The help of scaph and of each command. */
class HelpTest {
    private static final int COLUMNS = 80;

    /** Words that are hard to read for users who are not native speakers, or that make code a person. */
    private static final Pattern UNCLEAR = Pattern.compile(
            "\\b(tells?|told|who|whose|whom|nobody|somebody|everybody|anybody|anew|beside|so many|so much|the like|want of|but for"
                    + "|is none)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> OURS = Set.of("", "json", "stdout", "qemu", "sensors", "exporters", "calibrate", "record", "exec");

    static Map<String, String> helpTexts() {
        Providers providers = Providers.load();
        return CommandLineRun.tree(providers.sensors(), providers.exporters()).helpTexts();
    }

    @ParameterizedTest(name = "scaph {0} --help")
    @MethodSource("names")
    void fitsEightyColumnsInPlainWords(String name) {
        String text = helpTexts().getOrDefault(name, "");

        assertThat(text).isNotEmpty();
        if (OURS.contains(name)) {
            assertThat(text).doesNotContainPattern(UNCLEAR);
        }
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
    }

    static Iterable<String> names() {
        return helpTexts().keySet();
    }
}
