package io.scaph.api.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers and foreign text for a terminal. */
public final class TerminalText {
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;

    /** Control characters, separators of lines, and invisible ones such as those that change the direction of text. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private TerminalText() {}

    /**
     * Returns a power.
     *
     * @param watts the power, in W; empty if unknown
     * @return the power with its unit, 11 columns wide
     */
    public static String watts(OptionalDouble watts) {
        if (watts.isEmpty()) {
            return "    unknown";
        }
        return watts.getAsDouble() < 10 * KILO
                ? String.format(Locale.ROOT, "%9.3f W", watts.getAsDouble())
                : String.format(Locale.ROOT, "%8.3f kW", watts.getAsDouble() / KILO);
    }

    /**
     * Returns the range of an estimated power.
     *
     * @param low the lower end, in W
     * @param high the upper end, in W
     * @return such as {@code 80 % interval: 14.893 W to 36.111 W}
     */
    public static String range(OptionalDouble low, OptionalDouble high) {
        return "80 % interval: " + watts(low).strip() + " to " + watts(high).strip();
    }

    /**
     * Returns an energy.
     *
     * @param microjoules the energy, in µJ
     * @return the energy with its unit, 12 columns wide
     */
    public static String joules(long microjoules) {
        double joules = microjoules / MEGA;
        if (joules < 10 * KILO) {
            return String.format(Locale.ROOT, "%10.3f J", joules);
        }
        return joules < 10 * MEGA
                ? String.format(Locale.ROOT, "%9.3f kJ", joules / KILO)
                : String.format(Locale.ROOT, "%9.3f MJ", joules / MEGA);
    }

    /**
     * Returns a foreign text, cut at the beginning.
     *
     * @param foreign any text
     * @param columns how many characters to keep
     * @return the harmless text
     */
    public static String clean(String foreign, int columns) {
        String text = harmless(foreign);
        int length = text.codePointCount(0, text.length());
        if (length <= columns) {
            return text;
        }
        // The end of a path is more useful than its beginning.
        return "…" + text.substring(text.offsetByCodePoints(0, length - columns + 1));
    }

    /**
     * Returns a foreign text, cut at the end.
     *
     * @param foreign any text
     * @param columns how many characters to keep
     * @return the harmless text
     */
    public static String head(String foreign, int columns) {
        String text = harmless(foreign);
        return text.codePointCount(0, text.length()) <= columns
                ? text
                : text.substring(0, text.offsetByCodePoints(0, columns - 1)) + "…";
    }

    /**
     * Returns a foreign text of the same length that can't move the cursor or change the direction of text.
     *
     * @param foreign any text
     * @return the text, with a question mark for each such character
     */
    public static String harmless(String foreign) {
        return UNSAFE.matcher(foreign).replaceAll("?");
    }

    /**
     * Returns a text in lines, broken at blanks where possible.
     *
     * @param text the text
     * @param columns how many characters a line may have
     * @return the lines, at least one
     */
    public static List<String> wrap(String text, int columns) {
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
