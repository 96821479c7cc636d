package io.scaph.exporter.stdout;

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
import java.util.List;
import java.util.OptionalDouble;

/**
 * Every number of an interval on a line of its own, {@code name{labels} = value}, by Scaphandre's names where it has one.
 * What is unknown has no line.
 */
final class RawMetrics implements StdoutExporter.View {
    private static final double MICRO = 1e6;

    private final List<GroupCut> groups;

    RawMetrics(List<GroupCut> groups) {
        this.groups = groups;
    }

    @Override
    public String render(Interval interval) {
        Snapshot now = interval.to();
        StringBuilder text = new StringBuilder();
        text.append("## At ").append(now.time().getEpochSecond()).append('\n');
        for (SensorInfo sensor : now.sensors()) {
            String reason = Text.clean(sensor.reason(), Integer.MAX_VALUE);
            text.append("## ")
                    .append(now.quality())
                    .append(" by ")
                    .append(sensor.name())
                    .append(": ")
                    .append(reason);
            text.append('\n');
        }
        for (DomainEnergy domain : now.domains()) {
            domain.gap()
                    .ifPresent(gap -> text.append("## ")
                            .append(domain.domain().id())
                            .append(" is unknown: ")
                            .append(Text.clean(gap, Integer.MAX_VALUE))
                            .append('\n'));
        }
        pair(text, "scaph_host", "", now.host().energy().microjoules(), interval.host());
        for (DomainEnergy domain : now.domains()) {
            String labels = "{domain_id=\"" + domain.domain().id() + "\"}";
            pair(text, "scaph_domain", labels, domain.energy().microjoules(), interval.domain(domain.domain()));
        }
        pair(text, "scaph_idle", "", now.idle().microjoules(), interval.idle());
        pair(text, "scaph_unattributed", "", now.unattributed().microjoules(), interval.unattributed());
        pair(text, "scaph_interrupts", "", now.interrupts().microjoules(), interval.interrupts());
        pair(text, "scaph_stolen", "", now.stolen().microjoules(), interval.stolen());
        groups.forEach(cut -> group(text, interval, cut.kind()));
        energy(text, "scaph_ended", "", now.ended().microjoules());
        for (ProcessUsage consumer : interval.processes()) {
            ProcessInfo process = consumer.process();
            String labels = "{pid=\"" + process.pid() + "\",comm=\"" + quoted(process.name()) + "\"}";
            energy(text, "scaph_process", labels, consumer.total().energy().microjoules());
            power(text, "scaph_process_power_consumption_microwatts", labels, consumer.power());
        }
        return text.toString();
    }

    /** All groups of a kind, whatever the cut. */
    private static <G extends Group> void group(StringBuilder text, Interval interval, GroupKind<G> kind) {
        GroupListing<G> listing = GroupListing.of(kind, interval, Long.MAX_VALUE);
        for (GroupListing.GroupUse<G> use : listing.listed()) {
            String labels = labels(use.total().group());
            pair(text, "scaph_" + kind.name(), labels, use.total().energy().microjoules(), use.usage());
        }
        if (!listing.isEmpty()) {
            energy(text, "scaph_" + kind.name() + "_ended", "", listing.othersMicrojoules());
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

    private static void pair(StringBuilder text, String name, String labels, long microjoules, Usage usage) {
        energy(text, name, labels, microjoules);
        power(text, name + "_power_microwatts", labels, usage.power());
    }

    private static void energy(StringBuilder text, String name, String labels, long microjoules) {
        text.append(name)
                .append("_energy_microjoules")
                .append(labels)
                .append(" = ")
                .append(microjoules)
                .append('\n');
    }

    private static void power(StringBuilder text, String name, String labels, OptionalDouble watts) {
        if (watts.isPresent()) {
            text.append(name)
                    .append(labels)
                    .append(" = ")
                    .append(Math.round(watts.getAsDouble() * MICRO))
                    .append('\n');
        }
    }

    private static String quoted(String foreign) {
        return Text.clean(foreign, Integer.MAX_VALUE).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
