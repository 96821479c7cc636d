package io.scaph.exporter.top.internal.view;

import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The last line: the keys, or the filter while it is typed. */
record PageFooter(TopState state, DrawingStyle style) {
    /** A key with what it does, and what it is set to. */
    private record Hint(char key, String meaning, String value) {}

    AttributedString line(int width) {
        if (state.isTyping()) {
            String text = "Filter: " + ColumnText.printable(state.filter(), style.unicode()) + "_";
            return new AttributedString(
                    ColumnText.left(text, Math.min(width, ColumnText.width(text)), style.unicode()));
        }
        List<Hint> hints = hints();
        for (boolean values : List.of(true, false)) {
            if (width(hints, values) <= width) {
                return keys(hints, values);
            }
        }
        String keys = hints.stream().map(hint -> String.valueOf(hint.key)).collect(Collectors.joining(" "));
        return new AttributedString(ColumnText.head(keys, width));
    }

    private List<Hint> hints() {
        return List.of(
                new Hint('q', "quit", ""),
                new Hint('s', "sort", state.order().label()),
                new Hint('g', "group", state.grouping().label()),
                new Hint('/', "filter", ColumnText.printable(state.filter(), style.unicode())),
                new Hint('p', state.isPaused() ? "go on" : "pause", ""),
                new Hint('?', "help", ""));
    }

    private static String text(Hint hint, boolean values) {
        return " " + hint.meaning + (values && !hint.value.isEmpty() ? ": " + hint.value : "");
    }

    private static int width(List<Hint> hints, boolean values) {
        return hints.stream()
                        .mapToInt(hint -> 1 + ColumnText.width(text(hint, values)) + 2)
                        .sum()
                - 2;
    }

    private static AttributedString keys(List<Hint> hints, boolean values) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (Hint hint : hints) {
            if (line.length() > 0) {
                line.append("  ");
            }
            line.styled(AttributedStyle.BOLD, String.valueOf(hint.key)).append(text(hint, values));
        }
        return line.toAttributedString();
    }
}
