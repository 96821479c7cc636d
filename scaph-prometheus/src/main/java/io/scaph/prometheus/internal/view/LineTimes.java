package io.scaph.prometheus.internal.view;

import java.time.Instant;

/** When lines began, as the label {@code since} shows it. Not safe for use by several threads. */
final class LineTimes {
    private long lastMillis;

    /** Never the same twice, whatever happens to the wall clock: no two lines of a subject have the same labels. */
    String since(Instant time) {
        lastMillis = Math.max(lastMillis + 1, time.toEpochMilli());
        return seconds(lastMillis);
    }

    /** Seconds since 1970, with as many decimals as needed. */
    static String seconds(long millis) {
        StringBuilder text = new StringBuilder().append(Math.floorDiv(millis, 1_000L));
        long rest = Math.floorMod(millis, 1_000L);
        if (rest != 0) {
            text.append('.')
                    .append((char) ('0' + rest / 100))
                    .append((char) ('0' + rest / 10 % 10))
                    .append((char) ('0' + rest % 10));
        }
        return text.toString();
    }
}
