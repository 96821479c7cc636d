package io.scaph.exporter.stdout;

import io.scaph.api.snapshot.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers and foreign text for a terminal. */
final class TerminalText {
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;

    /** Control characters, and those that change the direction of text. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{IsControl}\\u202A-\\u202E\\u2066-\\u2069]");

    private TerminalText() {}

    /** A power, 11 columns wide. */
    static String watts(OptionalDouble watts) {
        if (watts.isEmpty()) {
            return "    unknown";
        }
        return watts.getAsDouble() < 10 * KILO
                ? String.format(Locale.ROOT, "%9.3f W", watts.getAsDouble())
                : String.format(Locale.ROOT, "%8.3f kW", watts.getAsDouble() / KILO);
    }

    /** The range of an estimated power. */
    static String range(Usage usage) {
        return "80 % interval: " + watts(usage.lowPower()).strip() + " to "
                + watts(usage.highPower()).strip();
    }

    /** An energy, 12 columns wide. */
    static String joules(long microjoules) {
        double joules = microjoules / MEGA;
        if (joules < 10 * KILO) {
            return String.format(Locale.ROOT, "%10.3f J", joules);
        }
        return joules < 10 * MEGA
                ? String.format(Locale.ROOT, "%9.3f kJ", joules / KILO)
                : String.format(Locale.ROOT, "%9.3f MJ", joules / MEGA);
    }

    /** A foreign text, cut at the beginning to a number of columns. A character that moves the cursor becomes a question mark. */
    static String clean(String foreign, int columns) {
        String text = harmless(foreign);
        int length = text.codePointCount(0, text.length());
        if (length <= columns) {
            return text;
        }
        // The end of a path is more useful than its beginning.
        return "…" + text.substring(text.offsetByCodePoints(0, length - columns + 1));
    }

    /** A foreign text, cut at the end. */
    static String head(String foreign, int columns) {
        String text = harmless(foreign);
        return text.codePointCount(0, text.length()) <= columns
                ? text
                : text.substring(0, text.offsetByCodePoints(0, columns - 1)) + "…";
    }

    private static String harmless(String foreign) {
        return UNSAFE.matcher(foreign).replaceAll("?");
    }

    /** A text in lines of a number of columns, broken at blanks where possible. */
    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > columns) {
            int blank = rest.lastIndexOf(' ', columns);
            int end = blank > 0 ? blank : columns;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
