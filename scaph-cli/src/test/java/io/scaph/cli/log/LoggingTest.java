package io.scaph.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoggingTest.class);

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        Logging.configure(0);
        Logging.writeTo(Messages.onStandardError());
    }

    private String written() {
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theJournalGetsThePriorityOfEachLineAndNoTime() {
        Logging.writeTo(new Messages(stream, true));

        LOGGER.warn("a {}\nof two lines", "warning");
        LOGGER.error("an error", new IllegalStateException("cause"));

        assertThat(written())
                .startsWith("<4>WARN a warning\n<4>of two lines\n<3>ERROR an error\n"
                        + "<3>java.lang.IllegalStateException: cause\n<3>\tat ");
        assertThat(written().lines()).allSatisfy(line -> assertThat(line).matches("<[34]>.*"));
    }

    @Test
    void aTerminalGetsTheTime() {
        Logging.writeTo(new Messages(stream, false));

        LOGGER.warn("a warning");

        assertThat(written()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d WARN a warning\n");
    }

    @Test
    void aLoggerThatExistsFollowsTheLevel() {
        Logging.writeTo(new Messages(stream, true));

        LOGGER.info("left out");
        Logging.configure(1);
        LOGGER.info("news");
        LOGGER.debug("left out");
        Logging.configure(9);
        LOGGER.trace("detail");

        assertThat(written())
                .isEqualTo("<6>INFO news\n<7>[" + Thread.currentThread().getName() + "] TRACE "
                        + LoggingTest.class.getName() + " - detail\n");
    }
}
