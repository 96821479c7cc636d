package io.scaph.prometheus.internal.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of processes as labels. */
final class ProcessNames {
    /** Workers of the kernel have names that show what they do at the moment: {@code kworker/u8:1-writeback}. */
    private static final Pattern WORKER = Pattern.compile("(kworker/u?\\d+:\\d+[A-Z]*)[-+].*");

    private ProcessNames() {}

    /** The part of a name that does not change: each change would be a new series. */
    static String lasting(String name) {
        Matcher worker = WORKER.matcher(name);
        return worker.matches() ? worker.group(1) : name;
    }
}
