package io.scaph.api.internal.tick;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs the gaps of one domain without flooding the log: the first few are named, then those that follow are only counted
 * until the domain has been known for a minute. A gap that lasts is always named once. Not safe for use by several threads.
 */
final class GapLog {
    /** This many gaps are named before the log goes quiet. */
    static final int MOST_NAMED = 5;

    /** A gap of this length is named even if the log is quiet. */
    static final long LASTING_NANOS = 10_000_000_000L;

    /** After this time without a gap every gap is named again. */
    static final long CALM_NANOS = 60_000_000_000L;

    private final Logger logger;
    private final Level level;
    private final String domain;

    private int named;
    private long leftOut;
    private long startNanos;
    private long overNanos;
    private boolean shown;

    /**
     * Makes the log of a domain.
     *
     * @param level the level of gaps; their ends are logged at info
     */
    GapLog(Logger logger, Level level, String domain) {
        this.logger = logger;
        this.level = level;
        this.domain = domain;
    }

    /**
     * A gap starts.
     *
     * @param blocked whether it is a reading that does not return, which is always a warning
     */
    void gap(String reason, boolean blocked, long nanos) {
        if (named > 0 && nanos - overNanos >= CALM_NANOS) {
            named = 0;
        }
        startNanos = nanos;
        shown = named < MOST_NAMED;
        if (!shown) {
            leftOut++;
            logger.debug("{}: energy unknown for now: {}", domain, reason);
            return;
        }
        named++;
        logger.atLevel(blocked ? Level.WARN : level)
                .log(
                        "{}: energy unknown for now: {}{}{}",
                        domain,
                        reason,
                        leftOut == 0 ? "" : " (" + leftOut + " more such gaps were not logged)",
                        named < MOST_NAMED ? "" : "; further gaps are not logged until it was known for 60 s");
        leftOut = 0;
    }

    /** A gap goes on. */
    void lasting(String reason, long nanos) {
        if (!shown && nanos - startNanos >= LASTING_NANOS) {
            shown = true;
            logger.atLevel(level)
                    .log("{}: energy unknown for {} s: {}", domain, (nanos - startNanos) / 1_000_000_000, reason);
        }
    }

    /** A gap ends. */
    void over(long nanos) {
        overNanos = nanos;
        logger.atLevel(shown ? Level.INFO : Level.DEBUG).log("{}: energy is known again", domain);
    }

    /** A gap ends with a loss: its energy will never be known. */
    void lost(String reason, long nanos) {
        overNanos = nanos;
        logger.atLevel(shown ? level : Level.DEBUG).log("{}: energy is known again, but {}", domain, reason);
    }
}
