package io.scaph.exporter.top.internal.view;

import java.util.Comparator;
import java.util.Locale;

/** An order of the lines of the table. Lines that are equal in it are in the order of their names. */
enum RowOrder {
    POWER,
    ENERGY,
    PID,
    NAME;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    RowOrder next() {
        return switch (this) {
            case POWER -> ENERGY;
            case ENERGY -> PID;
            case PID -> NAME;
            case NAME -> POWER;
        };
    }

    Comparator<TopRow> comparator() {
        Comparator<TopRow> first = switch (this) {
            case POWER -> Comparator.comparingLong(TopRow::usedMicrojoules).reversed();
            case ENERGY -> Comparator.comparingLong(TopRow::totalMicrojoules).reversed();
            case PID -> Comparator.comparingLong(row -> row.pid().orElse(Long.MAX_VALUE));
            case NAME -> Comparator.comparing(TopRow::name, String.CASE_INSENSITIVE_ORDER);
        };
        return first.thenComparing(TopRow::name).thenComparing(row -> row.pid().orElse(0));
    }
}
