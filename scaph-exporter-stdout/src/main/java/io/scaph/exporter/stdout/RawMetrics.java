package io.scaph.exporter.stdout;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.text.TerminalText;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Every number of an interval on a separate line, {@code name{labels} = value}, by Scaphandre's names where it has one. An
 * unknown value has no line.
 */
record RawMetrics(Set<Grouping<?>> groupings) implements Function<Interval, String> {
    private static final double MICRO = 1e6;

    @Override
    public String apply(Interval interval) {
        Snapshot now = interval.to();
        StringBuilder text = new StringBuilder();
        comment(text, "At " + now.time().getEpochSecond());
        for (SensorInfo sensor : now.sensors()) {
            comment(text, now.quality() + " by " + sensor.name() + ": " + clean(sensor.reason()));
        }
        for (DomainEnergy domain : now.domains()) {
            domain.gap().ifPresent(gap -> comment(text, domain.domain().id() + " is unknown: " + clean(gap)));
        }
        pair(text, "scaph_host", "", now.host().energy(), interval.host());
        for (DomainEnergy domain : now.domains()) {
            String labels = "{domain_id=\"" + domain.domain().id() + "\"}";
            pair(text, "scaph_domain", labels, domain.energy(), interval.domain(domain.domain()));
        }
        pair(text, "scaph_idle", "", now.idle(), interval.idle());
        pair(text, "scaph_unattributed", "", now.unattributed(), interval.unattributed());
        pair(text, "scaph_interrupts", "", now.interrupts(), interval.interrupts());
        pair(text, "scaph_stolen", "", now.stolen(), interval.stolen());
        groupings.forEach(grouping -> groups(text, interval, grouping));
        energy(text, "scaph_ended", "", now.ended());
        for (ProcessUsage consumer : interval.processes()) {
            ProcessInfo process = consumer.process();
            String labels = "{pid=\"" + process.pid() + "\",comm=\"" + quoted(process.name()) + "\"}";
            energy(text, "scaph_process", labels, consumer.total().energy());
            power(text, "scaph_process_power_consumption_microwatts", labels, consumer.power());
        }
        return text.toString();
    }

    /** All groups of a kind, also those that a screen would not list. */
    private static <G extends Group> void groups(StringBuilder text, Interval interval, Grouping<G> grouping) {
        Top<Top.GroupUse<G>> top = Top.groups(interval, grouping, Long.MAX_VALUE);
        String name = "scaph_" + grouping.name();
        for (Top.GroupUse<G> use : top.listed()) {
            String labels = labels(use.total().group());
            pair(text, name, labels, use.total().energy(), use.usage());
        }
        if (!top.isEmpty()) {
            energy(text, name + "_ended", "", top.othersTotal());
        }
    }

    private static String labels(Group group) {
        if (group instanceof Container container) {
            return "{container_id=\"" + quoted(container.id()) + "\",container_names=\""
                    + quoted(container.name().orElse("")) + "\"}";
        }
        if (group instanceof Job job) {
            return "{batch_job=\"" + quoted(job.id()) + "\",batch_scheduler=\"" + quoted(job.scheduler()) + "\"}";
        }
        if (group instanceof User user) {
            return "{uid=\"" + user.uid() + "\",user=\"" + quoted(user.name().orElse("")) + "\"}";
        }
        if (group instanceof Unit unit) {
            return "{unit=\"" + quoted(unit.name()) + "\"}";
        }
        throw new IllegalStateException("unknown kind of group: " + group);
    }

    private static void comment(StringBuilder text, String comment) {
        text.append("## ").append(comment).append('\n');
    }

    private static void pair(StringBuilder text, String name, String labels, Energy total, Usage usage) {
        energy(text, name, labels, total);
        power(text, name + "_power_microwatts", labels, usage.power());
    }

    private static void energy(StringBuilder text, String name, String labels, Energy total) {
        metric(text, name + "_energy_microjoules", labels, total.microjoules());
    }

    private static void power(StringBuilder text, String name, String labels, OptionalDouble watts) {
        if (watts.isPresent()) {
            metric(text, name, labels, Math.round(watts.getAsDouble() * MICRO));
        }
    }

    private static void metric(StringBuilder text, String name, String labels, long value) {
        text.append(name).append(labels).append(" = ").append(value).append('\n');
    }

    private static String clean(String foreign) {
        return TerminalText.clean(foreign, Integer.MAX_VALUE);
    }

    private static String quoted(String foreign) {
        return clean(foreign).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
