package io.scaph.exporter.top.internal.view;

import io.scaph.api.snapshot.Usage;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A line of the table: a process, a group, or a part of the host's energy that belongs to neither.
 *
 * @param pid empty unless it is a process
 * @param user the user of a process; empty text if unknown
 * @param container the container of a process; empty text if it is in none
 * @param watts the power in the interval; empty if unknown
 * @param usedMicrojoules the energy of the interval, in µJ
 * @param totalMicrojoules the energy since the start, in µJ
 * @param cpus the average number of CPUs that were busy with it; empty if unknown
 * @param name what people call it
 */
record TopRow(
        OptionalLong pid,
        String user,
        String container,
        OptionalDouble watts,
        long usedMicrojoules,
        long totalMicrojoules,
        OptionalDouble cpus,
        String name) {
    /** A line that is not a process. */
    static TopRow of(String name, Usage usage, long totalMicrojoules) {
        return new TopRow(
                OptionalLong.empty(),
                "",
                "",
                usage.power(),
                usage.energy().microjoules(),
                totalMicrojoules,
                OptionalDouble.empty(),
                name);
    }

    /** Whether pid, user, container or name contain a text; upper and lower case are the same. */
    boolean matches(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return (pid.isPresent() && Long.toString(pid.getAsLong()).contains(wanted))
                || user.toLowerCase(Locale.ROOT).contains(wanted)
                || container.toLowerCase(Locale.ROOT).contains(wanted)
                || name.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
