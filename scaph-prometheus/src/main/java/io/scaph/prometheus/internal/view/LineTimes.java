package io.scaph.prometheus.internal.view;

import java.math.BigDecimal;
import java.time.Instant;

/** When lines began, as in the label {@code since}. Not safe for use by several threads. */
final class LineTimes {
    private long lastMillis;

    /** Never the same twice, even if the wall clock is set back: no two lines of a subject have the same labels. */
    String since(Instant time) {
        lastMillis = Math.max(lastMillis + 1, time.toEpochMilli());
        return seconds(lastMillis);
    }

    /** Seconds since 1970, with as many decimals as needed. */
    static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }
}
