package io.scaph.exporter.top.internal.view;

import io.scaph.api.internal.text.TerminalText;
import io.scaph.api.snapshot.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Draws the page: header, table, footer. A page of the same state and size is always the same. */
public final class TopPage {
    /** On smaller terminals, what is not a row scrolls with the rows. */
    private static final int LINES_FOR_REST = 18;

    private static final List<String> HELP = List.of(
            "W and % are those of the last step, J is since the start. CPU% 100 is one",
            "CPU. The lines of the table always add up to the host.",
            "",
            "  q        quit",
            "  s        sort by power, energy, pid or name",
            "  /        show only lines that contain a text; Esc clears it",
            "  g        group by process, container, user or systemd unit",
            "  p        keep these values on the screen; measuring goes on",
            "  arrows, PgUp, PgDn, Home, End   scroll",
            "  Ctrl-L   draw the screen again",
            "",
            "Ended: processes that are gone. Idle: CPU time that no process used.",
            "Unattributed: interrupts, stolen time, short-lived processes.",
            "",
            "Press any key to return.");

    private final TopState state;
    private final DrawingStyle style;
    private final int width;
    private final int height;
    private final List<AttributedString> lines = new ArrayList<>();

    private TopPage(TopState state, DrawingStyle style, int width, int height) {
        this.state = state;
        this.style = style;
        this.width = width;
        this.height = height;
    }

    /**
     * Draws a state.
     *
     * @param width the columns of the terminal, at least 1
     * @param height the lines of the terminal, at least 1
     */
    public static DrawnPage draw(TopState state, DrawingStyle style, int width, int height) {
        TopPage page = new TopPage(state, style, width, height);
        if (state.showsHelp()) {
            return page.help();
        }
        return state.shown().map(page::table).orElseGet(page::waiting);
    }

    private DrawnPage help() {
        line("scaph top", AttributedStyle.BOLD);
        HELP.stream()
                .flatMap(text -> TerminalText.wrap(text, width).stream())
                .forEach(text -> line(text, AttributedStyle.DEFAULT));
        return DrawnPage.of(lines.subList(0, Math.min(height, lines.size())));
    }

    private DrawnPage waiting() {
        line("scaph top", AttributedStyle.BOLD);
        line("Measuring: the first values come in " + state.step().toSeconds() + " s.", AttributedStyle.DEFAULT);
        while (lines.size() < height - 1) {
            line("", AttributedStyle.DEFAULT);
        }
        lines.add(new PageFooter(state, style).line(width));
        return DrawnPage.of(lines.subList(Math.max(0, lines.size() - height), lines.size()));
    }

    private DrawnPage table(Interval interval) {
        TopTable table = TopTable.of(interval, state.grouping(), state.order(), state.filter());
        new PageHeader(state, style, width, height).of(interval).forEach(lines::add);
        boolean restStays = height >= LINES_FOR_REST;
        List<TopRow> scrolled = new ArrayList<>(table.rows());
        List<TopRow> staying = restStays ? table.rest() : List.of();
        if (!restStays) {
            scrolled.addAll(table.rest());
        }
        List<TableColumn> columns = TableColumn.fitting(state.grouping(), table.rows(), width);
        long host = interval.host().energy().microjoules();
        int visible = Math.max(0, height - lines.size() - 2 - staying.size());
        int first = Math.max(0, Math.min(state.firstRow(), scrolled.size() - visible));
        int end = Math.min(scrolled.size(), first + visible);
        titles(columns, first, end, scrolled.size());
        scrolled.subList(first, end).forEach(row -> row(columns, row, host));
        for (int empty = end - first; empty < visible; empty++) {
            line("", AttributedStyle.DEFAULT);
        }
        staying.forEach(row -> row(columns, row, host));
        lines.add(new PageFooter(state, style).line(width));
        // On a terminal of a few lines, the upper ones are the ones to see.
        List<AttributedString> fitting = lines.subList(0, Math.min(height, lines.size()));
        return new DrawnPage(List.copyOf(fitting), first, end - first, scrolled.size());
    }

    private void titles(List<TableColumn> columns, int first, int end, int all) {
        StringBuilder text = new StringBuilder();
        columns.forEach(column -> text.append(column.title()).append(' '));
        text.append(
                state.grouping() == RowGrouping.PROCESS
                        ? "COMMAND"
                        : state.grouping().label().toUpperCase(Locale.ROOT));
        String position = all > end - first ? (first + 1) + "-" + end + " of " + all : "";
        int blanks = width - text.length() - position.length();
        if (blanks > 0) {
            text.append(" ".repeat(blanks)).append(position);
        }
        line(ColumnText.left(ColumnText.head(text.toString(), width), width, style.unicode()), AttributedStyle.INVERSE);
    }

    private void row(List<TableColumn> columns, TopRow row, long host) {
        StringBuilder text = new StringBuilder();
        columns.forEach(
                column -> text.append(column.text(row, host, style.unicode())).append(' '));
        String name = ColumnText.printable(row.name(), style.unicode());
        int left = Math.max(0, width - ColumnText.width(text.toString()));
        // The end of a path is more useful than its beginning; of a command line, the beginning.
        text.append(ColumnText.left(name.contains(" ") ? ColumnText.head(name, left) : name, left, style.unicode()));
        line(text.toString(), AttributedStyle.DEFAULT);
    }

    private void line(String text, AttributedStyle how) {
        lines.add(new AttributedStringBuilder()
                .styled(how, ColumnText.head(text, width))
                .toAttributedString());
    }
}
