package io.scaph.api.internal.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

class GapLogTest {
    private static final long SECOND = 1_000_000_000;

    private final List<String> lines = new ArrayList<>();
    private final GapLog log = new GapLog(recorder(), Level.WARN, "package-0");
    private long now;

    private void gapOf(long seconds) {
        log.gap("broken", false, now);
        for (long i = 0; i < seconds; i++) {
            now += SECOND;
            log.lasting("broken", now);
        }
        log.over(now);
    }

    private List<String> warnings() {
        return lines.stream().filter(line -> line.startsWith("WARN")).toList();
    }

    @Test
    void theEndOfAGapIsNoWarning() {
        gapOf(1);

        assertThat(lines)
                .containsExactly(
                        "WARN package-0: energy unknown for now: broken", "INFO package-0: energy is known again");
    }

    @Test
    void afterFiveGapsTheLogSaysThatItGoesQuiet() {
        for (int i = 0; i < 8; i++) {
            gapOf(1);
            now += SECOND;
        }

        assertThat(warnings()).hasSize(5);
        assertThat(warnings().get(4)).contains("further gaps are not logged");
    }

    @Test
    void afterAMinuteOfCalmItSpeaksAgainAndCountsWhatItLeftOut() {
        for (int i = 0; i < 8; i++) {
            gapOf(1);
        }
        now += 61 * SECOND;

        gapOf(1);

        assertThat(warnings()).hasSize(6);
        assertThat(warnings().get(5)).contains("broken").contains("3 more such gaps");
    }

    @Test
    void aGapThatLastsIsNamedEvenWhenTheLogIsQuiet() {
        for (int i = 0; i < 8; i++) {
            gapOf(1);
        }

        gapOf(14);

        assertThat(warnings()).hasSize(6);
        assertThat(warnings().get(5)).isEqualTo("WARN package-0: energy unknown for 10 s: broken");
        assertThat(lines.get(lines.size() - 1)).startsWith("INFO");
    }

    private Logger recorder() {
        return new LegacyAbstractLogger() {
            private static final long serialVersionUID = 1L;

            @Override
            protected String getFullyQualifiedCallerName() {
                return "";
            }

            @Override
            protected void handleNormalizedLoggingCall(
                    Level level, org.slf4j.Marker marker, String message, Object[] arguments, Throwable thrown) {
                if (level.toInt() >= Level.INFO.toInt()) {
                    lines.add(level + " " + org.slf4j.helpers.MessageFormatter.basicArrayFormat(message, arguments));
                }
            }

            @Override
            public boolean isTraceEnabled() {
                return true;
            }

            @Override
            public boolean isDebugEnabled() {
                return true;
            }

            @Override
            public boolean isInfoEnabled() {
                return true;
            }

            @Override
            public boolean isWarnEnabled() {
                return true;
            }

            @Override
            public boolean isErrorEnabled() {
                return true;
            }
        };
    }
}
