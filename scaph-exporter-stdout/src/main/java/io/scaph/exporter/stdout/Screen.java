package io.scaph.exporter.stdout;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.text.GroupText;
import io.scaph.api.internal.text.TerminalText;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** An interval on 80 columns: host, sockets with domains, top consumers, and where the rest went. */
final class Screen implements Function<Interval, String> {
    private static final int COLUMNS = 80;
    private static final String LABEL = "%-18s";
    private static final int PROCESS = COLUMNS - 34;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Predicate<ProcessInfo> wanted;
    private final long max;
    private final Map<Grouping<?>, Long> groups;
    private final Optional<String> title;
    /** Shown once, until they change: the text may be several lines long. */
    private List<SensorInfo> shownSensors = List.of();

    Screen(Predicate<ProcessInfo> wanted, long max, Map<Grouping<?>, Long> groups, Optional<String> title) {
        this.wanted = wanted;
        this.max = max;
        this.groups = groups;
        this.title = title;
    }

    @Override
    public String apply(Interval interval) {
        ScreenBuilder page = new ScreenBuilder();
        Snapshot now = interval.to();
        page.row(
                "%s   %.1f s   %s",
                TIME.format(now.time().atZone(ZoneId.systemDefault())),
                interval.duration().toNanos() / 1e9,
                quality(now.quality()));
        if (!now.sensors().equals(shownSensors)) {
            for (SensorInfo sensor : now.sensors()) {
                page.wrapped(
                        "Sensor " + sensor.name() + ": " + TerminalText.clean(sensor.reason(), 10 * COLUMNS), "  ");
            }
            shownSensors = now.sensors();
        }
        page.line("");
        page.row(LABEL + "%11s%14s", "", "now", "since start");
        host(page, interval);
        domains(page, interval, domain -> domain.socket().isEmpty());
        now.topology().sockets().forEach((socket, domains) -> {
            page.line("Socket " + socket);
            domains(page, interval, domains::contains);
        });
        page.line("");
        processes(page, interval);
        page.usage("Idle", interval.idle(), now.idle());
        page.usage("Unattributed", interval.unattributed(), now.unattributed());
        part(page, "  interrupts", interval.interrupts(), now.interrupts());
        part(page, "  stolen", interval.stolen(), now.stolen());
        groups.forEach((grouping, most) -> groups(page, interval, grouping, most));
        page.line("-".repeat(COLUMNS));
        return page.toString();
    }

    /** Shows a part if it is not 0. */
    private static void part(ScreenBuilder page, String label, Usage usage, Energy sinceStart) {
        if (!sinceStart.equals(Energy.ZERO)) {
            page.usage(label, usage, sinceStart);
        }
    }

    private static <G extends Group> void groups(
            ScreenBuilder page, Interval interval, Grouping<G> grouping, long most) {
        Top<Top.GroupUse<G>> listing = Top.groups(interval, grouping, most);
        if (listing.isEmpty()) {
            return;
        }
        page.line("");
        page.line(grouping.plural().substring(0, 1).toUpperCase(Locale.ROOT)
                + grouping.plural().substring(1));
        for (Top.GroupUse<G> use : listing.listed()) {
            String ended = use.total().isEnded() ? " (ended)" : "";
            page.group(
                    use.usage(),
                    use.total().energy(),
                    GroupText.title(use.total().group()) + ended);
        }
        if (listing.others() > 0 || !listing.othersTotal().equals(Energy.ZERO)) {
            page.group(listing.othersUsage(), listing.othersTotal(), listing.others() + " others, ended included");
        }
    }

    private static String quality(Quality quality) {
        return switch (quality) {
            case MEASURED -> "MEASURED";
            case RELAYED -> "RELAYED: measured and published by the host of this virtual machine";
            case ESTIMATED -> "ESTIMATED: computed by a model, not measured";
        };
    }

    private static void host(ScreenBuilder page, Interval interval) {
        Snapshot now = interval.to();
        String root = now.root().stream().map(Domain::id).collect(Collectors.joining(" + "));
        Usage usage = interval.host();
        page.usage("Host", usage, now.host().energy());
        if (usage.lowPower().isPresent()) {
            page.line("  " + TerminalText.range(usage.lowPower(), usage.highPower()));
        }
        page.wrapped("  = " + root, "    ");
        now.rootRemark().ifPresent(remark -> page.wrapped("  " + remark, "  "));
        List<Domain> missing = interval.missing();
        if (!missing.isEmpty() && missing.size() < now.root().size()) {
            String ids = missing.stream().map(Domain::id).collect(Collectors.joining(", "));
            page.wrapped(
                    usage.power().isPresent()
                            ? "  without " + ids + ", which will stay unknown"
                            : "  unknown because " + ids + " is unknown in this interval",
                    "    ");
        }
    }

    private static void domains(ScreenBuilder page, Interval interval, Predicate<Domain> wanted) {
        interval.to().domains().stream()
                .filter(domain -> wanted.test(domain.domain()))
                .forEach(domain -> domain(page, interval, domain));
    }

    private static void domain(ScreenBuilder page, Interval interval, DomainEnergy state) {
        Domain domain = state.domain();
        String label = domain.kind().label()
                + (domain.die().isPresent() ? " die " + domain.die().getAsInt() : "");
        page.usage("  " + label, interval.domain(domain), state.energy());
        state.gap().ifPresent(gap -> page.wrapped("    " + TerminalText.clean(gap, 4 * COLUMNS), "    "));
        long losses = state.corrections().losses();
        if (losses > 0) {
            page.line("    gaps since start whose energy is lost: " + losses);
        }
        domain.remark().ifPresent(remark -> page.wrapped("    " + remark, "    "));
    }

    private void processes(ScreenBuilder page, Interval interval) {
        Top<ProcessUsage> listing = Top.processes(interval, wanted, max);
        page.line(title.map(text -> TerminalText.head(text, COLUMNS))
                .orElse("Top " + listing.listed().size() + " consumers"));
        if (!listing.listed().isEmpty()) {
            page.row("%11s%13s%8s  %s", "now", "since start", "pid", "process");
        }
        for (ProcessUsage consumer : listing.listed()) {
            ProcessInfo process = consumer.process();
            page.row(
                    "%s %s%8d  %s",
                    TerminalText.watts(consumer.power()),
                    TerminalText.joules(consumer.total().energy().microjoules()),
                    process.pid(),
                    TerminalText.clean(describe(process) + (consumer.total().isEnded() ? " (ended)" : ""), PROCESS));
        }
        if (title.isPresent() && listing.listed().isEmpty()) {
            page.line("  none");
        }
        page.line("");
        page.usage(listing.others() + " others", listing.othersUsage(), listing.othersTotal());
        page.usage("Ended", interval.ended(), interval.to().ended());
    }

    private static String describe(ProcessInfo process) {
        String name = process.executable().orElse("[" + process.name() + "]");
        String machine = process.virtualMachine().map(vm -> " vm " + vm).orElse("");
        String container = process.container()
                .map(found -> " " + found.runtime().orElse("container") + " " + GroupText.shortName(found))
                .orElse("");
        String job = process.job().map(found -> " job " + found.id()).orElse("");
        return name + machine + container + job;
    }

    private static final class ScreenBuilder {
        private final StringBuilder text = new StringBuilder();

        void line(String line) {
            text.append(line.stripTrailing()).append('\n');
        }

        void row(String format, Object... values) {
            line(String.format(Locale.ROOT, format, values));
        }

        void usage(String label, Usage usage, Energy sinceStart) {
            String energy = TerminalText.joules(sinceStart.microjoules());
            row(LABEL + "%s  %s", label, TerminalText.watts(usage.power()), energy);
        }

        void group(Usage usage, Energy sinceStart, String title) {
            String energy = TerminalText.joules(sinceStart.microjoules());
            row("%s %s          %s", TerminalText.watts(usage.power()), energy, TerminalText.clean(title, PROCESS));
        }

        /** Further lines begin with the indent. */
        void wrapped(String line, String indent) {
            List<String> lines = TerminalText.wrap(line, COLUMNS - indent.length());
            line(lines.get(0));
            lines.stream().skip(1).forEach(further -> line(indent + further));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
