package io.scaph.exporter.top.internal.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A column of the table, before that of the name, which takes the rest of the line. */
enum TableColumn {
    PID("PID", 7, true),
    USER("USER", 8, false),
    CONTAINER("CONTAINER", 12, false),
    POWER("W", 9, true),
    ENERGY("J", 9, true),
    SHARE("%", 5, true),
    CPU("CPU%", 5, true);

    private static final double KILO = 1e3;
    private static final double MICROS = 1e6;
    private static final double PERCENT = 100;
    private static final double MOST_IN_COLUMN = 1e5;

    /** What a line needs for the name. */
    private static final int NAME = 14;

    /** What a narrow terminal does without, first to last. */
    private static final List<TableColumn> OPTIONAL = List.of(CPU, CONTAINER, USER, SHARE, ENERGY, PID);

    private final String title;
    private final int columns;
    private final boolean right;

    TableColumn(String title, int columns, boolean right) {
        this.title = title;
        this.columns = columns;
        this.right = right;
    }

    /** The columns for a table. */
    static List<TableColumn> fitting(RowGrouping grouping, List<TopRow> rows, int width) {
        List<TableColumn> chosen =
                new ArrayList<>(grouping == RowGrouping.PROCESS ? List.of(values()) : List.of(POWER, ENERGY, SHARE));
        if (rows.stream().allMatch(row -> row.container().isEmpty())) {
            chosen.remove(CONTAINER);
        }
        for (TableColumn column : OPTIONAL) {
            if (before(chosen) + NAME > width) {
                chosen.remove(column);
            }
        }
        return chosen;
    }

    /** The columns of the terminal that these take, with a blank after each. */
    private static int before(List<TableColumn> chosen) {
        return chosen.stream().mapToInt(column -> column.columns + 1).sum();
    }

    String title() {
        return aligned(title, false);
    }

    String text(TopRow row, long hostMicrojoules, boolean unicode) {
        return aligned(ColumnText.printable(value(row, hostMicrojoules), unicode), unicode);
    }

    private String aligned(String text, boolean unicode) {
        return right ? ColumnText.right(text, columns, unicode) : ColumnText.left(text, columns, unicode);
    }

    private String value(TopRow row, long hostMicrojoules) {
        return switch (this) {
            case PID -> row.pid().isPresent() ? Long.toString(row.pid().getAsLong()) : "";
            case USER -> row.user();
            case CONTAINER -> row.container();
            case POWER -> watts(row.watts());
            case ENERGY -> joules(row.totalMicrojoules() / MICROS);
            case SHARE -> hostMicrojoules > 0 ? number(PERCENT * row.usedMicrojoules() / hostMicrojoules) : "";
            case CPU -> row.cpus().isPresent() ? number(PERCENT * row.cpus().getAsDouble()) : "";
        };
    }

    private static String watts(OptionalDouble watts) {
        if (watts.isEmpty()) {
            return "unknown";
        }
        return String.format(Locale.ROOT, watts.getAsDouble() < MOST_IN_COLUMN ? "%.3f" : "%.0f", watts.getAsDouble());
    }

    private static String joules(double joules) {
        if (joules < MOST_IN_COLUMN) {
            return String.format(Locale.ROOT, "%.2f", joules);
        }
        return joules < MOST_IN_COLUMN * KILO
                ? String.format(Locale.ROOT, "%.1fk", joules / KILO)
                : String.format(Locale.ROOT, "%.1fM", joules / KILO / KILO);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < KILO ? "%.1f" : "%.0f", value);
    }
}
