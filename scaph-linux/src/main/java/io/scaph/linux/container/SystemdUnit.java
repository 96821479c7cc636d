package io.scaph.linux.container;

import io.scaph.api.internal.text.KernelText;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names that systemd gives to control groups. */
final class SystemdUnit {
    /** Names of units that hold processes, and of slices, which hold units (systemd.unit(5)). At most as long as systemd's. */
    private static final Pattern UNIT =
            Pattern.compile("[A-Za-z0-9:_.\\\\@-]{1,240}\\.(?:service|scope|slice|socket|mount|swap)");

    private SystemdUnit() {}

    /**
     * Finds the innermost unit on a path.
     *
     * @param path the path of a control group
     * @return the unit's name, without escapes; empty if the path has no unit
     */
    static Optional<String> innermost(String path) {
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            String name = path.substring(slash + 1, end);
            if (UNIT.matcher(name).matches()) {
                return Optional.of(unescape(name));
            }
            end = slash;
        }
        return Optional.empty();
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length());
        int i = 0;
        while (i < plain.length()) {
            int value = escaped(plain, i);
            if (value >= 0) {
                bytes.write(value);
                i += 4;
            } else {
                bytes.writeBytes(KernelText.rawBytes(plain.substring(i, i + 1)));
                i++;
            }
        }
        String text = KernelText.of(bytes.toByteArray());
        return text.codePoints().noneMatch(Character::isISOControl) ? text : plain;
    }

    private static int escaped(String name, int at) {
        if (at + 4 > name.length() || name.charAt(at) != '\\' || name.charAt(at + 1) != 'x') {
            return -1;
        }
        int high = Character.digit(name.charAt(at + 2), 16);
        int low = Character.digit(name.charAt(at + 3), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
