package io.scaph.exporter.top.internal.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/** The power of the host in the last intervals. Not safe for use by several threads. */
final class RecentPower {
    /** As wide as any terminal. */
    private static final int MOST = 500;

    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final String ASCII = "_.-=+*%#";

    private final Deque<OptionalDouble> watts = new ArrayDeque<>();

    void add(OptionalDouble power) {
        if (watts.size() == MOST) {
            watts.removeFirst();
        }
        watts.addLast(power);
    }

    /**
     * A line of the last values, one character each, from 0 to the highest of them. An unknown value is a blank.
     *
     * @param columns the most characters
     */
    String line(int columns, boolean unicode) {
        List<OptionalDouble> last = new ArrayList<>(watts);
        last = last.subList(Math.max(0, last.size() - columns), last.size());
        double highest =
                last.stream().mapToDouble(value -> value.orElse(0)).max().orElse(0);
        String levels = unicode ? BLOCKS : ASCII;
        StringBuilder line = new StringBuilder();
        for (OptionalDouble value : last) {
            line.append(value.isPresent() ? level(value.getAsDouble(), highest, levels) : ' ');
        }
        return line.toString();
    }

    private static char level(double value, double highest, String levels) {
        if (highest <= 0) {
            return levels.charAt(0);
        }
        int level = (int) Math.ceil(value / highest * levels.length()) - 1;
        return levels.charAt(Math.max(0, Math.min(levels.length() - 1, level)));
    }
}
