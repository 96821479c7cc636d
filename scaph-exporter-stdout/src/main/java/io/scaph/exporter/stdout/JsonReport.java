package io.scaph.exporter.stdout;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One report, in the layout of Scaphandre's json exporter, with further fields. {@code consumption} is the average power over the
 * interval in µW, {@code energy_microjoules} the energy since the start, times are seconds since 1970. An unknown value is
 * null, never 0. In every report, to the microjoule:
 *
 * <pre>host = sum of consumers + others + ended + idle + unattributed</pre>
 *
 * <p>Groups are the same energy, added up in another way: all groups of a grouping since the start = sum of the listed + others.
 *
 * @param wanted the processes that may be listed
 * @param max how many are listed
 * @param groupings the groupings to report, each with the number of groups to list
 * @param commandLines whether to report command lines
 */
record JsonReport(Predicate<ProcessInfo> wanted, long max, Map<Grouping<?>, Long> groupings, boolean commandLines) {
    private static final double MICRO = 1e6;

    JsonObject of(Interval interval, Optional<ResourceUsage> resources) {
        Snapshot now = interval.to();
        Top<ProcessUsage> top = Top.processes(interval, wanted, max);
        JsonObject report = new JsonObject()
                .with("host", host(interval))
                .with("consumers", top.listed().stream().map(consumer -> consumer(consumer, interval, resources)))
                .with("sockets", sockets(interval))
                .with("others", others(top))
                .with("domains", domains(interval, domain -> domain.socket().isEmpty()))
                .with("gaps", gaps(now))
                .with("ended", line(interval.ended(), now.ended()))
                .with("idle", line(interval.idle(), now.idle()))
                .with(
                        "unattributed",
                        line(interval.unattributed(), now.unattributed())
                                .with("interrupts", line(interval.interrupts(), now.interrupts()))
                                .with("stolen", line(interval.stolen(), now.stolen())));
        resources.ifPresent(ResourceUsage::forgetOthers);
        Grouping.ALL.forEach(grouping -> addGroups(report, interval, grouping));
        return report.with("corrections", corrections(now))
                .with("interval_seconds", interval.duration().toNanos() / 1e9)
                .with("sensor", now.sensorNames())
                .with("quality", now.quality().name())
                .with("policy", now.policy().label());
    }

    private static JsonObject host(Interval interval) {
        Snapshot now = interval.to();
        JsonObject json =
                new JsonObject().with("consumption", consumption(interval.host().power()));
        return addRange(json, interval.host())
                .with("timestamp", timestamp(now.time()))
                .with("components", new JsonObject().with("disks", null))
                .with("energy_microjoules", now.host().energy().microjoules())
                .with("domains", now.root().stream().map(Domain::id))
                .with("unknown_domains", interval.missing().stream().map(Domain::id))
                .withIfPresent("remark", now.rootRemark());
    }

    private JsonObject consumer(ProcessUsage consumer, Interval interval, Optional<ResourceUsage> resources) {
        ProcessInfo process = consumer.process();
        return new JsonObject()
                .with("exe", process.executable().orElse(""))
                .with("cmdline", commandLines ? process.commandLine().orElse("") : "")
                .with("pid", process.pid())
                .with(
                        "resources_usage",
                        resources.flatMap(usage -> usage.of(process, interval.cpuShare(consumer.cpuTime()))))
                .with("consumption", consumption(consumer.power()))
                .with("timestamp", timestamp(interval.to().time()))
                .with("container", process.container().map(JsonReport::describe))
                .with("job", process.job().map(JsonReport::describe))
                .with("unit", process.unit())
                .with("comm", process.name())
                .with("start_time", process.isStartKnown() ? timestamp(process.startTime()) : null)
                .with("energy_microjoules", consumer.total().energy().microjoules())
                .with(
                        "ended_children_energy_microjoules",
                        consumer.total().endedChildren().microjoules())
                .withIfPresent("user", process.user().map(JsonReport::describe))
                .with("ended", consumer.total().isEnded());
    }

    private static Stream<JsonObject> sockets(Interval interval) {
        return interval.to().topology().sockets().entrySet().stream()
                .map(socket -> socket(interval, socket.getKey(), socket.getValue()));
    }

    private static JsonObject socket(Interval interval, int socket, List<Domain> members) {
        Predicate<Domain> isDetail =
                domain -> domain.kind() != DomainKind.PACKAGE || domain.die().isPresent();
        return addPackages(new JsonObject().with("id", socket), interval, members)
                .with("domains", domains(interval, isDetail.and(members::contains)))
                .with("timestamp", timestamp(interval.to().time()));
    }

    /** Adds the figures of a socket: those of its packages that count. */
    private static JsonObject addPackages(JsonObject json, Interval interval, List<Domain> members) {
        long energy = 0;
        double watts = 0;
        boolean known = false;
        for (DomainEnergy domain : interval.to().domains()) {
            if (domain.domain().kind() == DomainKind.PACKAGE
                    && members.contains(domain.domain())
                    && interval.to().topology().hostWithoutPsys().contains(domain.domain())) {
                energy += domain.energy().microjoules();
                OptionalDouble part = interval.domain(domain.domain()).power();
                watts += part.orElse(0);
                known |= part.isPresent();
            }
        }
        return json.with("consumption", consumption(known ? OptionalDouble.of(watts) : OptionalDouble.empty()))
                .with("energy_microjoules", energy);
    }

    private static Stream<JsonObject> domains(Interval interval, Predicate<Domain> wanted) {
        return interval.to().domains().stream()
                .filter(domain -> wanted.test(domain.domain()))
                .map(domain -> domain(interval, domain));
    }

    private static JsonObject domain(Interval interval, DomainEnergy state) {
        Domain domain = state.domain();
        String die = domain.die().isPresent() ? "-die-" + domain.die().getAsInt() : "";
        JsonObject json =
                new JsonObject().with("name", domain.kind().label() + die).with("id", domain.id());
        return addRange(addUsage(json, interval.domain(domain), state.energy()), interval.domain(domain))
                .with("timestamp", timestamp(interval.to().time()))
                .with("counted", interval.to().root().contains(domain))
                .withIfPresent("remark", domain.remark());
    }

    /** Adds the fields of a grouping, empty if it is not selected. */
    private <G extends Group> void addGroups(JsonObject report, Interval interval, Grouping<G> grouping) {
        Long most = groupings.get(grouping);
        Top<Top.GroupUse<G>> top = most == null ? Top.none(interval) : Top.groups(interval, grouping, most);
        report.with(grouping.plural(), top.listed().stream().map(JsonReport::group))
                .with("other_" + grouping.plural(), others(top));
    }

    private static JsonObject group(Top.GroupUse<?> use) {
        JsonObject json = describe(use.total().group());
        return addUsage(json, use.usage(), use.total().energy())
                .with("ended", use.total().isEnded());
    }

    private static JsonObject others(Top<?> top) {
        return addUsage(new JsonObject().with("count", top.others()), top.othersUsage(), top.othersTotal());
    }

    /** The fields that describe a group. */
    private static JsonObject describe(Group group) {
        JsonObject json = new JsonObject();
        if (group instanceof Container container) {
            JsonObject labels = new JsonObject();
            container.labels().forEach(labels::with);
            return json.with("name", container.name().orElse("unknown"))
                    .with("id", container.id())
                    .with("runtime", container.runtime().orElse("unknown"))
                    .with("scheduler", container.scheduler().orElse("unknown"))
                    .with("labels", labels);
        }
        if (group instanceof Job job) {
            return json.with("id", job.id()).with("scheduler", job.scheduler());
        }
        if (group instanceof User user) {
            return json.with("uid", user.uid()).with("name", user.name());
        }
        if (group instanceof Unit unit) {
            return json.with("name", unit.name());
        }
        throw new IllegalStateException("unknown kind of group: " + group);
    }

    private static Stream<JsonObject> gaps(Snapshot now) {
        return now.domains().stream()
                .filter(domain -> domain.gap().isPresent())
                .map(domain ->
                        new JsonObject().with("domain", domain.domain().id()).with("reason", domain.gap()));
    }

    /** The corrections since the start, of the domains that have any. */
    private static Stream<JsonObject> corrections(Snapshot now) {
        return now.domains().stream()
                .filter(domain -> isAny(domain.corrections()))
                .map(domain -> corrections(domain.domain(), domain.corrections()));
    }

    private static JsonObject corrections(Domain domain, Corrections corrections) {
        return new JsonObject()
                .with("domain", domain.id())
                .with("wraps", corrections.wraps())
                .with("recoveries", corrections.recoveries())
                .with("failed_reads", corrections.failedReads())
                .with("doubtful_reads", corrections.doubtfulReads())
                .with("resets", corrections.resets())
                .with("long_gaps", corrections.longGaps())
                .with("suspends", corrections.suspends())
                .with("lost_at_least_microjoules", corrections.lostAtLeast().microjoules());
    }

    private static boolean isAny(Corrections corrections) {
        long repaired = corrections.wraps() + corrections.recoveries();
        return repaired + corrections.failedReads() + corrections.doubtfulReads() + corrections.losses() > 0;
    }

    private static JsonObject line(Usage usage, Energy sinceStart) {
        return addUsage(new JsonObject(), usage, sinceStart);
    }

    private static JsonObject addUsage(JsonObject json, Usage usage, Energy sinceStart) {
        return json.with("consumption", consumption(usage.power()))
                .with("energy_microjoules", sinceStart.microjoules());
    }

    /** Adds the 80 % interval of an estimate. */
    private static JsonObject addRange(JsonObject json, Usage usage) {
        return usage.lowPower().isPresent() && usage.highPower().isPresent()
                ? json.with("consumption_low", consumption(usage.lowPower()))
                        .with("consumption_high", consumption(usage.highPower()))
                : json;
    }

    private static @Nullable Long consumption(OptionalDouble watts) {
        return watts.isPresent() ? Math.round(watts.getAsDouble() * MICRO) : null;
    }

    private static BigDecimal timestamp(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
