package io.scaph.exporter.stdout;

import io.scaph.api.spi.Option;
import io.scaph.api.workload.ProcessInfo;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Filters of processes by a regular expression that has to match somewhere. */
final class ProcessFilter {
    private ProcessFilter() {}

    /**
     * A filter by executable, name or command line.
     *
     * @param option the option with the expression, for the message
     * @throws IllegalArgumentException if it is not a regular expression
     */
    static Predicate<ProcessInfo> byCommand(Option<String> option, String expression) {
        Predicate<String> matches = compile(option, expression);
        long self = ProcessHandle.current().pid();
        return process -> process.executable().filter(matches).isPresent()
                || matches.test(process.name())
                // The command line of this process contains the expression.
                || (process.pid() != self
                        && process.commandLine().filter(matches).isPresent());
    }

    /** The same, by the name or id of the container. */
    static Predicate<ProcessInfo> byContainer(Option<String> option, String expression) {
        Predicate<String> matches = compile(option, expression);
        return process -> process.container()
                .filter(found ->
                        matches.test(found.id()) || found.name().filter(matches).isPresent())
                .isPresent();
    }

    private static Predicate<String> compile(Option<String> option, String expression) {
        try {
            return Pattern.compile(expression).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "--" + option.name() + ": '" + expression + "' is not a regular expression: " + e.getDescription(),
                    e);
        }
    }
}
