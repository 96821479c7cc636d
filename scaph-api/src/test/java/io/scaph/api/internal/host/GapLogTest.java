package io.scaph.api.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.testing.RecordingLogger;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class GapLogTest {
    private static final long SECOND = 1_000_000_000;

    private final RecordingLogger logger = new RecordingLogger();
    private final GapLog log = new GapLog(logger, Level.WARN, "package-0");
    private long now;

    private void gapOf(long seconds) {
        log.unknown("broken", false, now);
        for (long i = 0; i < seconds; i++) {
            now += SECOND;
            log.unknown("broken", false, now);
        }
        log.known(now);
    }

    @Test
    void theEndOfAGapIsNoWarning() {
        gapOf(1);

        assertThat(logger.messages())
                .containsExactly(
                        "WARN package-0: energy unknown for now: broken", "INFO package-0: energy is known again");
    }

    @Test
    void afterFiveGapsTheLogSaysThatItGoesQuiet() {
        for (int i = 0; i < 8; i++) {
            gapOf(1);
            now += SECOND;
        }

        assertThat(logger.warnings()).hasSize(5);
        assertThat(logger.warnings().get(4)).contains("further gaps are not logged");
    }

    @Test
    void afterAMinuteOfCalmItSpeaksAgainAndCountsWhatItLeftOut() {
        for (int i = 0; i < 8; i++) {
            gapOf(1);
        }
        now += 61 * SECOND;

        gapOf(1);

        assertThat(logger.warnings()).hasSize(6);
        assertThat(logger.warnings().get(5)).contains("broken").contains("3 more such gaps");
    }

    @Test
    void aGapThatLastsIsNamedEvenWhenTheLogIsQuiet() {
        for (int i = 0; i < 8; i++) {
            gapOf(1);
        }

        gapOf(14);

        assertThat(logger.warnings()).hasSize(6);
        assertThat(logger.warnings().get(5)).isEqualTo("WARN package-0: energy unknown for 10 s: broken");
        assertThat(logger.messages()).last().asString().startsWith("INFO");
    }
}
