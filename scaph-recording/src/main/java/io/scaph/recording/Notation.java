package io.scaph.recording;

import java.util.Map;
import java.util.regex.Pattern;

/** The words and the bounds of a recording; docs/testkit.md describes the format. */
final class Notation {
    static final String HEAD = "scaph-recording 1";
    static final String SENSOR = "sensor";
    static final String DOMAIN = "domain";
    static final String FILE = "file";
    static final String TICK = "tick";
    static final String SUSPENDED = "suspended";
    static final String RESTARTED = "restarted";
    /** Follows a reading that is of now even if the counter stands still. */
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

    /** In place of what is not known, or not there. */
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

    /** Nothing that leads out of a directory, and nothing that a file system takes for something else. */
    private static final Pattern SAFE_PATH =
            Pattern.compile("(proc|sys)(/[A-Za-z0-9_:@-][A-Za-z0-9._:@-]{0,99}){1,12}");

    private static final Pattern SAFE_WORD = Pattern.compile("[A-Za-z0-9._:@+-]{1,64}");
    private static final Map<Character, Character> ESCAPES = Map.of('\\', '\\', '\n', 'n', '\t', 't', '\r', 'r');
    private static final Map<Character, Character> MEANINGS = Map.of('\\', '\\', 'n', '\n', 't', '\t', 'r', '\r');

    private Notation() {}

    static boolean isSafePath(String path) {
        return SAFE_PATH.matcher(path).matches();
    }

    /** Whether it is a name as counters have, rather than a path or a text that may tell something of the machine. */
    static boolean isSafeWord(String word) {
        return SAFE_WORD.matcher(word).matches() && !word.equals(NONE);
    }

    /** A text within a field: printable ASCII, and line ends and tabs by their escapes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            Character code = ESCAPES.get(character);
            if (code != null) {
                escaped.append('\\').append(code.charValue());
            } else {
                escaped.append(character >= ' ' && character < 127 ? character : '?');
            }
        }
        return escaped.toString();
    }

    /**
     * The text that was escaped.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String unescape(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char character = escaped.charAt(i);
            if (character == '\\') {
                i++;
                Character meaning = i < escaped.length() ? MEANINGS.get(escaped.charAt(i)) : null;
                if (meaning == null) {
                    throw new IllegalArgumentException("a backslash stands before \\, n, t or r");
                }
                character = meaning;
            } else if (character < ' ' || character > 126) {
                throw new IllegalArgumentException("a character that is not printable ASCII");
            }
            text.append(character);
        }
        return text.toString();
    }
}
