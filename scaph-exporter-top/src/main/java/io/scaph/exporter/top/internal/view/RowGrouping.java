package io.scaph.exporter.top.internal.view;

import io.scaph.api.internal.text.GroupText;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SubjectUsage;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** What a line of the table stands for. */
enum RowGrouping {
    PROCESS,
    CONTAINER,
    USER,
    UNIT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    RowGrouping next() {
        return switch (this) {
            case PROCESS -> CONTAINER;
            case CONTAINER -> USER;
            case USER -> UNIT;
            case UNIT -> PROCESS;
        };
    }

    /** The lines of an interval, in no particular order. */
    List<TopRow> rows(Interval interval) {
        return switch (this) {
            case PROCESS -> processes(interval);
            case CONTAINER -> groups(interval.to(), interval.containers(), Snapshot::containers);
            case USER -> groups(interval.to(), interval.users(), Snapshot::users);
            case UNIT -> groups(interval.to(), interval.units(), Snapshot::units);
        };
    }

    private static List<TopRow> processes(Interval interval) {
        return interval.processes().stream()
                .map(usage -> process(usage, interval.duration()))
                .toList();
    }

    private static TopRow process(ProcessUsage usage, Duration duration) {
        ProcessInfo process = usage.process();
        String ended = usage.total().isEnded() ? " (ended)" : "";
        return new TopRow(
                OptionalLong.of(process.pid()),
                process.user().map(GroupText::title).orElse(""),
                process.container().map(GroupText::shortName).orElse(""),
                usage.power(),
                usage.energy().microjoules(),
                usage.total().energy().microjoules(),
                duration.isZero()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) usage.cpuTime().toNanos() / duration.toNanos()),
                process.commandLine()
                                .filter(line -> !line.isBlank())
                                .or(process::executable)
                                .orElse("[" + process.name() + "]")
                        + ended);
    }

    private static <G extends Group> List<TopRow> groups(
            Snapshot now, List<SubjectUsage<G>> usages, Function<Snapshot, Groups<G>> groups) {
        Map<Object, GroupEnergy<G>> totals = new HashMap<>();
        groups.apply(now).lines().forEach(line -> totals.put(line.group().identity(), line));
        return usages.stream()
                .map(usage -> group(
                        usage, Objects.requireNonNull(totals.get(usage.subject().identity()))))
                .toList();
    }

    private static <G extends Group> TopRow group(SubjectUsage<G> usage, GroupEnergy<G> total) {
        String ended = total.isEnded() ? " (ended)" : "";
        return TopRow.of(
                GroupText.title(usage.subject()) + ended, usage, total.energy().microjoules());
    }
}
