package io.scaph.exporter.qemu;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once why a machine gets no tree. Names and reasons come from foreign processes, so they are cut, contain no character
 * that moves a cursor or begins a line, and are limited in number. Not safe for use by several threads.
 */
final class RejectionLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(RejectionLog.class);
    private static final int MAX = 1_000;
    private static final int LONGEST_SHOWN = 320;

    private final Set<String> logged = new HashSet<>();

    /**
     * Logs a rejection.
     *
     * @param name the machine's name
     * @param reason why it gets no tree, one line
     * @return whether it was logged as a warning
     */
    boolean log(String name, String reason) {
        String line = "virtual machine '" + shown(name) + "': " + shown(reason);
        if (logged.size() < MAX && logged.add(line)) {
            LOGGER.warn("{}", line);
            return true;
        }
        LOGGER.debug("{}", line);
        return false;
    }

    /** A foreign text that is safe in a log. */
    static String shown(String text) {
        return text.codePoints()
                .limit(LONGEST_SHOWN)
                .map(point -> TreeName.isVisible(point) ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
