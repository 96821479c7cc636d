package io.scaph.cli.command;

import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that were given.
 *
 * @param levels those before the command, then those after it, which win
 */
record MatchedOptions(List<ParseResult> levels) {
    /** All options of a line. */
    static MatchedOptions of(ParseResult parsed) {
        return new MatchedOptions(parsed.hasSubcommand() ? List.of(parsed, parsed.subcommand()) : List.of(parsed));
    }

    /**
     * The values of some options.
     *
     * @throws IllegalArgumentException if a text is not a value of its option
     */
    Options values(Collection<Option<?>> wanted) {
        Options values = Options.NONE;
        for (ParseResult level : levels) {
            for (OptionSpec spec : level.matchedOptionsSet()) {
                if (spec.userObject() instanceof Option<?> option && wanted.contains(option)) {
                    values = with(values, option, spec.getValue());
                }
            }
        }
        return values;
    }

    private static <T> Options with(Options values, Option<T> option, Object value) {
        return values.with(
                option,
                value instanceof String text
                        ? option.parse(text)
                        : option.type().cast(value));
    }

    /** How often a flag was given. */
    int count(String flag) {
        return levels.stream()
                .map(level -> level.<Object>matchedOptionValue(flag, null))
                .mapToInt(value -> value instanceof boolean[] given ? given.length : 0)
                .sum();
    }
}
