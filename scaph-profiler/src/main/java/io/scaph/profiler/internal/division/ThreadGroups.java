package io.scaph.profiler.internal.division;

import java.util.regex.Pattern;

/** Puts threads with the same name except for a number at its end into one group. */
public final class ThreadGroups {
    private static final Pattern NUMBER = Pattern.compile("\\d+$");

    private ThreadGroups() {}

    /**
     * Returns the group of a thread.
     *
     * @param thread the name of the thread
     * @return such as {@code http-nio-8080-exec-*} for {@code http-nio-8080-exec-12}; the name itself if it has no number at its
     *     end
     */
    public static String of(String thread) {
        return NUMBER.matcher(thread).replaceFirst("*");
    }
}
