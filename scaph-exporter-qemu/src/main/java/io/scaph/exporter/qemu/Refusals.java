package io.scaph.exporter.qemu;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once why a machine gets no tree. What it tells comes from foreign processes, so it is cut, freed of whatever could
 * move a cursor or begin a line, and not told for ever. Not safe for use by several threads.
 */
final class Refusals {
    private static final Logger LOGGER = LoggerFactory.getLogger(Refusals.class);
    private static final int MOST = 1_000;
    private static final int LONGEST_SHOWN = 320;

    private final Set<String> told = new HashSet<>();

    /**
     * Takes note of a refusal.
     *
     * @param name what the machine is called
     * @param reason why it gets no tree, one line
     * @return whether it was said aloud
     */
    boolean tell(String name, String reason) {
        String line = line(name, reason);
        if (told.size() < MOST && told.add(line)) {
            LOGGER.warn("{}", line);
            return true;
        }
        LOGGER.debug("{}", line);
        return false;
    }

    private static String line(String name, String reason) {
        return "virtual machine '" + shown(name) + "': " + shown(reason);
    }

    /** A foreign text as it may stand in a log. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_SHOWN)
                .forEach(point -> shown.appendCodePoint(TreeName.isVisible(point) ? point : '?'));
        return shown.toString();
    }
}
