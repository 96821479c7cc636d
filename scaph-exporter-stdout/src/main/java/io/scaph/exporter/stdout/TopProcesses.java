package io.scaph.exporter.stdout;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The processes that a report lists, and the sum of the others.
 *
 * @param listed by descending energy in the interval
 * @param others how many are not listed
 * @param othersUsage what the others used in the interval
 * @param othersMicrojoules what the others used since the start, in µJ; may fall when one of them is listed
 */
record TopProcesses(List<ProcessUsage> listed, int others, Usage othersUsage, long othersMicrojoules) {
    /**
     * Chooses the processes that are listed.
     *
     * @param interval the interval
     * @param wanted the processes that may be listed
     * @param max how many to list
     */
    static TopProcesses of(Interval interval, Predicate<ProcessInfo> wanted, long max) {
        List<ProcessUsage> listed = new ArrayList<>();
        int others = 0;
        long inInterval = 0;
        long sinceStart = 0;
        for (ProcessUsage consumer : interval.processes()) {
            if (listed.size() < max && wanted.test(consumer.process())) {
                listed.add(consumer);
            } else {
                others++;
                inInterval += consumer.energy().microjoules();
                sinceStart += consumer.total().energy().microjoules();
            }
        }
        return new TopProcesses(listed, others, interval.part("others", new Energy(inInterval)), sinceStart);
    }

    /**
     * A filter by executable, name or command line.
     *
     * @param option the option with the expression, for the message
     * @param expression a regular expression that has to match somewhere
     * @throws IllegalArgumentException if it is not a regular expression
     */
    static Predicate<ProcessInfo> matching(String option, String expression) {
        Predicate<String> matches = compile(option, expression).asPredicate();
        long self = ProcessHandle.current().pid();
        return process -> process.executable().filter(matches).isPresent()
                || matches.test(process.name())
                // The command line of this process contains the expression.
                || (process.pid() != self
                        && process.commandLine().filter(matches).isPresent());
    }

    /** Compiles an expression, with a message for the user if it is not one. */
    static Pattern compile(String option, String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    option + ": '" + expression + "' is not a regular expression: " + e.getDescription(), e);
        }
    }
}
