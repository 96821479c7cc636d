package io.scaph.linux.environment;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Linux.
 *
 * @param major the first number
 * @param minor the second number
 */
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4}).*", Pattern.DOTALL);

    /**
     * Reads the content of {@code /proc/sys/kernel/osrelease}.
     *
     * @param osrelease such as {@code 6.1.0-18-amd64}
     * @return the version, or empty if it has another form
     */
    public static Optional<KernelVersion> parse(String osrelease) {
        Matcher form = FORM.matcher(osrelease);
        return form.matches()
                ? Optional.of(new KernelVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(KernelVersion other) {
        return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
