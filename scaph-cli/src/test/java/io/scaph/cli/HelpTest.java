package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Providers;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.SensorProvider;
import io.scaph.cli.command.Command;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The help of scaph and of each command. */
class HelpTest {
    private static final int COLUMNS = 80;
    private static final int MOST_WORDS = 12;

    /** Words that are hard to read, or that make a person of code. */
    private static final Pattern UNCLEAR = Pattern.compile(
            "\\b(tells?|told|who|whose|whom|nobody|somebody|everybody|anybody|anew|beside|so many|so much|the like|want of|but for"
                    + "|is none)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Providers PROVIDERS = Providers.load();
    private static final Map<String, String> TEXTS = CommandLineRun.tree(
                    PROVIDERS.sensors(), PROVIDERS.exporters(), name -> true)
            .helpTexts();

    static Collection<String> commands() {
        return TEXTS.keySet();
    }

    @ParameterizedTest(name = "scaph {0} --help")
    @MethodSource("commands")
    void fitsEightyColumnsInPlainWords(String command) {
        String text = TEXTS.getOrDefault(command, "");

        assertThat(text).isNotEmpty().doesNotContainPattern(UNCLEAR);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
    }

    @Test
    void anOptionIsDescribedInAFewWords() {
        Stream<List<Option<?>>> options = Stream.of(
                        PROVIDERS.sensors().stream().map(SensorProvider::options),
                        PROVIDERS.exporters().stream().map(ExporterProvider::options),
                        CommandLineRun.COMMANDS.stream().map(Command::options))
                .flatMap(Function.identity());

        assertThat(options.flatMap(List::stream).map(Option::help))
                .isNotEmpty()
                .allSatisfy(help -> assertThat(help.split(" +", -1)).hasSizeLessThanOrEqualTo(MOST_WORDS));
    }

    @Test
    void aCommandThatIsNotNamedIsListedWithoutItsOptions() {
        Map<String, String> texts =
                CommandLineRun.tree(List.of(), List.of(), "exec"::equals).helpTexts();

        assertThat(texts.get("")).contains("exec ", "sensors ");
        assertThat(texts.get("exec")).contains("--output");
        assertThat(texts.get("sensors")).doesNotContain("--json");
    }
}
