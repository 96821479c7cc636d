package io.scaph.exporter.top.internal.view;

/**
 * A key that the user pressed.
 *
 * @param kind which key
 * @param character the code point of a {@link Kind#CHARACTER}; else 0
 */
public record KeyPress(Kind kind, int character) {
    /** Which key it is. */
    public enum Kind {
        CHARACTER,
        ENTER,
        ESCAPE,
        BACKSPACE,
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        /** Ctrl-L. */
        REDRAW,
        /** Ctrl-Z. */
        SUSPEND,
        /** A key without a meaning here. */
        OTHER
    }

    /** A key that is no character. */
    public static KeyPress of(Kind kind) {
        return new KeyPress(kind, 0);
    }

    /** A character. */
    public static KeyPress of(int character) {
        return new KeyPress(Kind.CHARACTER, character);
    }
}
