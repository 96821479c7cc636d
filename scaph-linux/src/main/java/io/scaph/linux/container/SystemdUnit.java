package io.scaph.linux.container;

import io.scaph.api.internal.text.KernelText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names that systemd gives to control groups. */
final class SystemdUnit {
    /** Names of units that hold processes, and of slices, which hold units (systemd.unit(5)). At most as long as systemd's. */
    private static final Pattern UNIT =
            Pattern.compile("[A-Za-z0-9:_.\\\\@-]{1,240}\\.(?:service|scope|slice|socket|mount|swap)");

    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");

    private SystemdUnit() {}

    /**
     * Finds the innermost unit on a path.
     *
     * @param path the path of a control group
     * @return the unit's name, without escapes; empty if the path has no unit
     */
    static Optional<String> innermost(String path) {
        return Stream.of(path.split("/", -1))
                .filter(name -> UNIT.matcher(name).matches())
                .reduce((outer, inner) -> inner)
                .map(SystemdUnit::unescape);
    }

    /**
     * Undoes escapes such as {@code \x2d} (systemd-escape(1)), and the underscore before a name that the kernel might have used
     * itself. Leaves a name unchanged if unescaping would produce control characters.
     */
    static String unescape(String name) {
        String plain = name.startsWith("_") ? name.substring(1) : name;
        if (plain.indexOf('\\') < 0) {
            return plain;
        }
        String bytes = new String(KernelText.rawBytes(plain), StandardCharsets.ISO_8859_1);
        String unescaped = ESCAPE.matcher(bytes)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
        String text = KernelText.of(unescaped.getBytes(StandardCharsets.ISO_8859_1));
        return text.codePoints().noneMatch(Character::isISOControl) ? text : plain;
    }
}
