package io.scaph.exporter.top.internal.view;

import io.scaph.api.internal.text.TerminalText;
import org.jline.utils.WCWidth;

/** Foreign text in columns of a terminal, where a character takes 0, 1 or 2 of them. */
final class ColumnText {
    private ColumnText() {}

    /** The number of columns that a text takes. */
    static int width(String text) {
        return text.codePoints().map(ColumnText::width).sum();
    }

    private static int width(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }

    /** A text that can't move the cursor; each character that the terminal can't show becomes a question mark. */
    static String printable(String foreign, boolean unicode) {
        String text = TerminalText.harmless(foreign);
        return unicode
                ? text
                : text.codePoints()
                        .collect(StringBuilder::new, ColumnText::appendAscii, StringBuilder::append)
                        .toString();
    }

    private static void appendAscii(StringBuilder text, int character) {
        text.append(character < 0x80 ? (char) character : '?');
    }

    /** A printable text on exactly this number of columns, cut at its beginning or filled up with blanks. */
    static String left(String text, int columns, boolean unicode) {
        String kept = tail(text, columns, unicode);
        return kept + " ".repeat(columns - width(kept));
    }

    /** The same, with the blanks first. */
    static String right(String text, int columns, boolean unicode) {
        String kept = tail(text, columns, unicode);
        return " ".repeat(columns - width(kept)) + kept;
    }

    /** A printable text on at most this number of columns, cut at its end. */
    static String head(String text, int columns) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            used += width(character);
            if (used > columns) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    /** A text that is cut at its beginning, with a mark. */
    private static String tail(String text, int columns, boolean unicode) {
        if (width(text) <= columns) {
            return text;
        }
        int used = columns > 0 ? 1 : 0;
        int begin = text.length();
        while (begin > 0) {
            int character = text.codePointBefore(begin);
            used += width(character);
            if (used > columns) {
                break;
            }
            begin -= Character.charCount(character);
        }
        String mark = columns > 0 ? unicode ? "…" : "+" : "";
        return mark + text.substring(begin);
    }
}
