package io.scaph.recording;

import java.util.regex.Pattern;

/** The words and limits of the format that docs/testkit.md describes. */
final class Notation {
    static final String HEAD = "scaph-recording 1";
    static final String SENSOR = "sensor";
    static final String DOMAIN = "domain";
    static final String FILE = "file";
    static final String TICK = "tick";
    static final String SUSPENDED = "suspended";
    static final String RESTARTED = "restarted";
    /** Follows a reading that is current even if the counter has not moved. */
    static final String CONFIRMED = "=";

    static final String ENERGY = "energy";
    static final String MACHINE = "machine";
    static final String PROCESS = "process";
    static final String CPU = "cpu";
    static final String CHILDREN = "children";
    static final String ENDED = "ended";
    static final String GONE = "gone";
    static final String DEVICE = "device";
    static final String UNREAD = "unread";
    static final String END = "end";
    /** A process that started after the tick before. */
    static final String NEW = "new";

    /** In place of an unknown or missing value. */
    static final String NONE = "-";
    /** In place of a value that could not be read. */
    static final String FAILED = "!";

    static final int MOST_DOMAINS = 1_000;
    static final int MOST_FILES = 10_000;
    static final int MOST_TICKS = 10_000_000;
    static final int MOST_PROCESSES = 1_000_000;
    static final long MOST_BYTES = 1L << 28;
    static final int LONGEST_LINE = 1 << 20;
    static final int LONGEST_TEXT = 1 << 19;

    /** No path that leads out of a directory, and no name with a special meaning to a file system. */
    private static final Pattern SAFE_PATH =
            Pattern.compile("(proc|sys)(/[A-Za-z0-9_:@-][A-Za-z0-9._:@-]{0,99}){1,12}");

    private static final Pattern SAFE_WORD = Pattern.compile("[A-Za-z0-9._:@+-]{1,64}");

    private static final Pattern ESCAPE = Pattern.compile("\\\\[\\\\ntr]");

    private Notation() {}

    static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static boolean isSafePath(String path) {
        return SAFE_PATH.matcher(path).matches();
    }

    /** Whether it is a name such as counters have, and not a path or a text that could identify the machine. */
    static boolean isSafeWord(String word) {
        return SAFE_WORD.matcher(word).matches() && !word.equals(NONE);
    }

    /** A text as a field: printable ASCII, with escapes for backslashes, line ends and tabs. */
    static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replaceAll("[^ -~]", "?");
    }

    /**
     * The text that was escaped.
     *
     * @throws IllegalArgumentException if it is not an escaped text
     */
    static String unescape(String escaped) {
        String rest = ESCAPE.matcher(escaped).replaceAll("");
        require(
                rest.chars().allMatch(character -> character >= ' ' && character <= '~'),
                "a character is not printable ASCII");
        require(rest.indexOf('\\') < 0, "a backslash is not followed by \\, n, t or r");
        return escaped.translateEscapes();
    }
}
