package io.scaph.exporter.top.internal.view;

import io.scaph.api.internal.text.TerminalText;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.topology.Quality;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The lines above the table: what is measured and how, the host with its last minutes, and the domains. */
record PageHeader(TopState state, DrawingStyle style, int width, int height) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final double PERCENT = 100;
    private static final int LABEL = 14;

    /** On narrower terminals, energies are left out. */
    private static final int WIDE = 60;

    /** On smaller terminals, domains are left out. */
    private static final int HEIGHT_FOR_DOMAINS = 14;

    /** Domains take at most one line in so many. */
    private static final int DOMAIN_PART = 4;

    private static final int BAR = 20;

    List<AttributedString> of(Interval interval) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(title(interval));
        lines.add(host(interval));
        Usage host = interval.host();
        if (host.lowPower().isPresent()) {
            lines.add(plain("  " + TerminalText.range(host.lowPower(), host.highPower())));
        }
        state.trouble().ifPresent(trouble -> lines.add(warning(trouble)));
        interval.to().rootRemark().ifPresent(remark -> lines.add(plain("  " + remark)));
        if (height >= HEIGHT_FOR_DOMAINS) {
            domains(interval, lines);
        }
        return lines;
    }

    private AttributedString title(Interval interval) {
        Snapshot now = interval.to();
        Quality quality = interval.quality();
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.styled(AttributedStyle.BOLD, "scaph top");
        line.append("  " + TIME.format(now.time().atZone(ZoneId.systemDefault())));
        line.append(String.format(Locale.ROOT, "  %.1f s  ", interval.duration().toNanos() / 1e9));
        line.styled(
                colored(quality == Quality.ESTIMATED ? AttributedStyle.YELLOW : AttributedStyle.GREEN), quality.name());
        line.append(" by " + printable(now.sensorNames()));
        if (state.isPaused()) {
            line.append("  ").styled(AttributedStyle.INVERSE, "PAUSED");
        }
        return line.toAttributedString().columnSubSequence(0, width);
    }

    private AttributedString host(Interval interval) {
        Usage host = interval.host();
        boolean wide = width >= WIDE;
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append(ColumnText.left("Host", wide ? LABEL : 4, style.unicode()));
        line.styled(AttributedStyle.BOLD, TerminalText.watts(host.power()));
        if (wide) {
            line.append(" " + TerminalText.joules(interval.to().host().energy().microjoules()));
        }
        line.append("  ");
        line.append(state.history().line(Math.max(0, width - line.columnLength()), style.unicode()));
        return line.toAttributedString().columnSubSequence(0, width);
    }

    private void domains(Interval interval, List<AttributedString> lines) {
        List<DomainEnergy> domains = interval.to().domains();
        int most = height / DOMAIN_PART;
        int shown = domains.size() <= most ? domains.size() : most - 1;
        double host = interval.host().power().orElse(0);
        for (DomainEnergy domain : domains.subList(0, shown)) {
            lines.add(domain(interval.domain(domain.domain()), domain, host));
        }
        if (shown < domains.size()) {
            lines.add(plain("  and " + (domains.size() - shown) + " more domains"));
        }
    }

    private AttributedString domain(Usage usage, DomainEnergy domain, double hostWatts) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append(ColumnText.left("  " + printable(domain.domain().id()), LABEL, style.unicode()));
        line.append(TerminalText.watts(usage.power()));
        if (width >= WIDE) {
            line.append(" " + TerminalText.joules(domain.energy().microjoules()));
        }
        if (domain.gap().isPresent()) {
            line.append("  " + printable(domain.gap().get()));
        } else if (usage.power().isPresent() && hostWatts > 0) {
            double part = Math.min(1, usage.power().getAsDouble() / hostWatts);
            int length = (int) Math.round(part * BAR);
            line.append("  [")
                    .styled(colored(AttributedStyle.GREEN), "|".repeat(length))
                    .append(" ".repeat(BAR - length));
            line.append(String.format(Locale.ROOT, "]%4.0f %%", PERCENT * part));
        }
        return line.toAttributedString().columnSubSequence(0, width);
    }

    private String printable(String foreign) {
        return ColumnText.printable(foreign, style.unicode());
    }

    private AttributedStyle colored(int color) {
        return style.color() ? AttributedStyle.DEFAULT.foreground(color) : AttributedStyle.DEFAULT;
    }

    private AttributedString plain(String text) {
        return new AttributedString(ColumnText.head(printable(text), width));
    }

    private AttributedString warning(String text) {
        return new AttributedString(
                ColumnText.head("  " + printable(text), width),
                colored(AttributedStyle.RED).bold());
    }
}
