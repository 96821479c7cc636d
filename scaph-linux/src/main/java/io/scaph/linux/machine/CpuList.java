package io.scaph.linux.machine;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Lists of CPUs as the kernel writes them: {@code 0-3,8}. */
public final class CpuList {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    /** NR_CPUS is at most 8192 in mainline. */
    private static final int MAX_CPU = 65_535;

    private CpuList() {}

    /**
     * Parses a list.
     *
     * @param list the text of the list
     * @return the CPUs; empty if it is not such a list
     */
    public static NavigableSet<Integer> parse(String list) {
        NavigableSet<Integer> cpus = new TreeSet<>();
        for (String part : list.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (!range.matches()) {
                return new TreeSet<>();
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (last < first || last > MAX_CPU) {
                return new TreeSet<>();
            }
            IntStream.rangeClosed(first, last).forEach(cpus::add);
        }
        return cpus;
    }
}
