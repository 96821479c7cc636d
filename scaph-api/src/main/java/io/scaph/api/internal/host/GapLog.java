package io.scaph.api.internal.host;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Whether and why the energy of one domain is unknown, logged without flooding the log: the first few gaps are named, those
 * that follow are only counted until the domain has been known for a minute. A gap that lasts is always named once. Not safe
 * for use by several threads.
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

    private @Nullable String reason;
    private int named;
    private long leftOut;
    private long startNanos;
    private long overNanos;
    private boolean shown;

    /**
     * Starts without a gap.
     *
     * @param level the level of gaps; their ends are logged at info
     */
    GapLog(Logger logger, Level level, String domain) {
        this.logger = logger;
        this.level = level;
        this.domain = domain;
    }

    /** Why the energy is unknown; null while it is known. */
    @Nullable
    String reason() {
        return reason;
    }

    /**
     * Records that the energy is unknown at a reading.
     *
     * @param why the reason
     * @param blocked whether it is a reading that does not return, which is always a warning
     */
    void unknown(String why, boolean blocked, long nanos) {
        if (reason == null) {
            begin(why, blocked, nanos);
        } else if (!shown && nanos - startNanos >= LASTING_NANOS) {
            shown = true;
            logger.atLevel(level)
                    .log("{}: energy unknown for {} s: {}", domain, (nanos - startNanos) / 1_000_000_000, why);
        }
        reason = why;
    }

    private void begin(String why, boolean blocked, long nanos) {
        if (named > 0 && nanos - overNanos >= CALM_NANOS) {
            named = 0;
        }
        startNanos = nanos;
        shown = named < MOST_NAMED;
        if (!shown) {
            leftOut++;
            logger.debug("{}: energy unknown for now: {}", domain, why);
            return;
        }
        named++;
        logger.atLevel(blocked ? Level.WARN : level)
                .log(
                        "{}: energy unknown for now: {}{}{}",
                        domain,
                        why,
                        leftOut == 0 ? "" : " (" + leftOut + " more such gaps were not logged)",
                        named < MOST_NAMED ? "" : "; further gaps are not logged until it was known for 60 s");
        leftOut = 0;
    }

    /** Records that the energy is known at a reading. */
    void known(long nanos) {
        if (reason != null) {
            reason = null;
            overNanos = nanos;
            logger.atLevel(shown ? Level.INFO : Level.DEBUG).log("{}: energy is known again", domain);
        }
    }

    /** Records that the energy is known again, but that of the time before is lost. */
    void lost(String why, long nanos) {
        reason = null;
        overNanos = nanos;
        logger.atLevel(shown ? level : Level.DEBUG).log("{}: energy is known again, but {}", domain, why);
    }
}
