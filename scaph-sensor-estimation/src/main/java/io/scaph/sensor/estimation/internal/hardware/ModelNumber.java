package io.scaph.sensor.estimation.internal.hardware;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number in a model's name, and the letters around it.
 *
 * @param before the text before the number: {@code e5-} hides its 5 in here
 * @param digits the digits, as they stand
 * @param after the letters after it
 */
record ModelNumber(String before, String digits, String after) {
    private static final Pattern PARTS = Pattern.compile("([a-z]?(?:\\d-)?)(.*)");
    private static final Pattern VERSION = Pattern.compile(" v\\d");

    /** Letters for sockets or memory, on the same silicon with the same power. */
    private static final Set<String> SAME_POWER = Set.of("", "p", "l", "m", "+");

    static ModelNumber of(String name) {
        Matcher parts = PARTS.matcher(name);
        if (!parts.matches()) {
            return new ModelNumber("", "", "");
        }
        String rest = VERSION.matcher(parts.group(2)).replaceAll("");
        return new ModelNumber(parts.group(1), rest.replaceAll("[^0-9]", ""), rest.replaceAll("[^a-z+]", ""));
    }

    int digit(int index) {
        return index < digits.length() ? digits.charAt(index) - '0' : 0;
    }

    boolean isVariantOf(ModelNumber other) {
        return before.equals(other.before)
                && digits.equals(other.digits)
                && (after.equals(other.after) || (SAME_POWER.contains(after) && SAME_POWER.contains(other.after)));
    }
}
