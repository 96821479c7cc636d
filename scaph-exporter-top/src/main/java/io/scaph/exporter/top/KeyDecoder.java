package io.scaph.exporter.top;

import io.scaph.exporter.top.internal.view.KeyPress;
import io.scaph.exporter.top.internal.view.KeyPress.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Makes keys of the characters that a terminal sends. A key such as an arrow is a sequence that begins with Escape. */
final class KeyDecoder {
    /** What follows Escape comes at once. A user who presses Escape presses nothing else within this time. */
    private static final long SEQUENCE_MILLIS = 50;

    private static final int ESCAPE = 0x1b;
    private static final int DELETE = 0x7f;
    private static final int CTRL_L = 0x0c;
    private static final int CTRL_Z = 0x1a;

    private final CharacterSource source;
    private final Deque<Integer> waiting = new ArrayDeque<>(1);

    /** Where characters come from. */
    interface CharacterSource {
        /**
         * Waits for a character.
         *
         * @param millis the longest time to wait, in ms; 0 for ever
         * @return the UTF-16 unit, -1 at the end, or -2 if none came in time
         */
        int read(long millis) throws IOException;
    }

    KeyDecoder(CharacterSource source) {
        this.source = source;
    }

    /** Waits for a key; empty at the end of the input. */
    Optional<KeyPress> next() throws IOException {
        int first = waiting.isEmpty() ? source.read(0) : waiting.removeFirst();
        if (first == -1) {
            return Optional.empty();
        }
        return Optional.of(
                switch (first) {
                    case ESCAPE -> sequence();
                    case '\r', '\n' -> KeyPress.of(Kind.ENTER);
                    case '\b', DELETE -> KeyPress.of(Kind.BACKSPACE);
                    case CTRL_L -> KeyPress.of(Kind.REDRAW);
                    case CTRL_Z -> KeyPress.of(Kind.SUSPEND);
                    default -> character(first);
                });
    }

    private KeyPress character(int first) throws IOException {
        if (first < ' ') {
            return KeyPress.of(Kind.OTHER);
        }
        if (Character.isHighSurrogate((char) first)) {
            int second = source.read(SEQUENCE_MILLIS);
            return second >= 0 && Character.isLowSurrogate((char) second)
                    ? KeyPress.of(Character.toCodePoint((char) first, (char) second))
                    : KeyPress.of(Kind.OTHER);
        }
        return KeyPress.of(first);
    }

    private KeyPress sequence() throws IOException {
        int introducer = source.read(SEQUENCE_MILLIS);
        if (introducer < 0) {
            return KeyPress.of(Kind.ESCAPE);
        }
        if (introducer != '[' && introducer != 'O') {
            // Two keys that came together, as over a slow connection.
            waiting.add(introducer);
            return KeyPress.of(Kind.ESCAPE);
        }
        StringBuilder parameters = new StringBuilder();
        int last = source.read(SEQUENCE_MILLIS);
        // Parameters and intermediate bytes of ECMA-48, section 5.4.
        while (last >= ' ' && last < '@') {
            parameters.append((char) last);
            last = source.read(SEQUENCE_MILLIS);
        }
        return KeyPress.of(
                switch (last) {
                    case 'A' -> Kind.UP;
                    case 'B' -> Kind.DOWN;
                    case 'H' -> Kind.HOME;
                    case 'F' -> Kind.END;
                    case '~' -> numbered(parameters.toString());
                    default -> Kind.OTHER;
                });
    }

    private static Kind numbered(String number) {
        return switch (number) {
            case "1", "7" -> Kind.HOME;
            case "4", "8" -> Kind.END;
            case "5" -> Kind.PAGE_UP;
            case "6" -> Kind.PAGE_DOWN;
            default -> Kind.OTHER;
        };
    }
}
