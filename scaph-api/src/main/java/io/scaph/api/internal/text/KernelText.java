package io.scaph.api.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text from the bytes that the kernel keeps: names of files, processes, users. They are UTF-8 nearly always, and never
 * depend on the locale of the JVM. Two forms keep the bytes that are not UTF-8, and neither ever maps two different byte
 * strings to the same text.
 *
 * <ul>
 *   <li>The <b>visible</b> form, for output: such a byte is written as {@code \xe9}. Where the bytes themselves look like such
 *       an escape, their backslash is written as {@code \x5c}.
 *   <li>The <b>raw</b> form, for parsing and for paths: such a byte is a lone surrogate, U+DC80 to U+DCFF, as in Python (PEP
 *       383). All other characters stay as they are, backslashes too. It is not for output.
 * </ul>
 *
 * <p>Safe for use by several threads.
 */
public final class KernelText {
    /** The surrogates of the bytes from 0x80 on; a byte below is always UTF-8. */
    private static final int RAW = 0xDC00;

    private static final int FIRST_MALFORMED = 0x80;
    private static final int ESCAPE_LENGTH = 4;
    private static final String HEX = "0123456789abcdef";

    private KernelText() {}

    /**
     * The visible form of bytes.
     *
     * @param bytes any bytes
     * @return their text, for output
     */
    public static String of(byte[] bytes) {
        return visible(raw(bytes));
    }

    /**
     * The visible form of a part of an array.
     *
     * @param bytes any bytes
     * @param from the index of the first one
     * @param to the index after the last one
     * @return their text, for output
     * @throws IndexOutOfBoundsException if there is no such part
     */
    public static String of(byte[] bytes, int from, int to) {
        return visible(raw(bytes, from, to));
    }

    /**
     * The bytes of a visible form: {@code bytes(of(b))} equals {@code b}.
     *
     * @param visible a text as {@link #of} makes it
     * @return its bytes
     */
    public static byte[] bytes(String visible) {
        if (visible.indexOf('\\') < 0) {
            return rawBytes(visible);
        }
        StringBuilder raw = new StringBuilder(visible.length());
        int i = 0;
        while (i < visible.length()) {
            int escaped = escapedByte(visible, i);
            if (escaped < 0) {
                raw.append(visible.charAt(i++));
            } else {
                raw.append((char) (escaped < FIRST_MALFORMED ? escaped : RAW + escaped));
                i += ESCAPE_LENGTH;
            }
        }
        return rawBytes(raw.toString());
    }

    /**
     * The raw form of bytes.
     *
     * @param bytes any bytes
     * @return their text, not for output
     */
    public static String raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    /**
     * The raw form of a part of an array.
     *
     * @param bytes any bytes
     * @param from the index of the first one
     * @param to the index after the last one
     * @return their text, not for output
     * @throws IndexOutOfBoundsException if there is no such part
     */
    public static String raw(byte[] bytes, int from, int to) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        // UTF-8 has no more characters than bytes.
        CharBuffer out = CharBuffer.allocate(to - from);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = result.length(); i > 0; i--) {
                out.put((char) (RAW + (in.get() & 0xFF)));
            }
            result = decoder.reset().decode(in, out, true);
        }
        return out.flip().toString();
    }

    /**
     * The bytes of a raw form: {@code rawBytes(raw(b))} equals {@code b}.
     *
     * @param raw a text as {@link #raw} makes it; any other text is converted to UTF-8
     * @return its bytes
     */
    public static byte[] rawBytes(String raw) {
        int at = nextRaw(raw, 0);
        if (at == raw.length()) {
            return raw.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length() + ESCAPE_LENGTH);
        int begin = 0;
        while (at < raw.length()) {
            bytes.writeBytes(raw.substring(begin, at).getBytes(StandardCharsets.UTF_8));
            bytes.write(raw.charAt(at) - RAW);
            begin = at + 1;
            at = nextRaw(raw, begin);
        }
        bytes.writeBytes(raw.substring(begin).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /**
     * The visible form of a raw one.
     *
     * @param raw a text as {@link #raw} makes it
     * @return the same bytes as text for output
     */
    public static String visible(String raw) {
        int at = nextRaw(raw, 0);
        if (at == raw.length() && raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder visible = new StringBuilder(raw.length() + ESCAPE_LENGTH);
        for (int i = 0; i < raw.length(); i++) {
            if (i == at) {
                escape(raw.charAt(i) - RAW, visible);
                at = nextRaw(raw, i + 1);
            } else if (escapedByte(raw, i) >= 0) {
                escape('\\', visible);
            } else {
                visible.append(raw.charAt(i));
            }
        }
        return visible.toString();
    }

    /**
     * A text that a user typed, or that quotes one, for people to read: bytes that are not UTF-8 are escaped as in the
     * visible form, but backslashes stay as they are. So it can't be converted back.
     *
     * @param raw a text as {@link #raw} makes it
     * @return the same text without lone surrogates for bytes
     */
    public static String readable(String raw) {
        int at = nextRaw(raw, 0);
        if (at == raw.length()) {
            return raw;
        }
        StringBuilder readable = new StringBuilder(raw.length() + ESCAPE_LENGTH);
        int begin = 0;
        while (at < raw.length()) {
            readable.append(raw, begin, at);
            escape(raw.charAt(at) - RAW, readable);
            begin = at + 1;
            at = nextRaw(raw, begin);
        }
        return readable.append(raw, begin, raw.length()).toString();
    }

    /**
     * The visible form of each line.
     *
     * @param bytes any bytes
     * @return the lines without their ends, which are line feeds; what follows the last one is a line unless it is empty
     */
    public static List<String> lines(byte[] bytes) {
        List<String> lines = new ArrayList<>(Arrays.asList(of(bytes).split("\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /**
     * Decodes the escapes of the kernel's tables of mounts (proc_pid_mountinfo(5)): {@code \040} and similar escapes are
     * bytes. One UTF-8 character may be several of them.
     *
     * @param raw a field of such a table, in the raw form
     * @return the field without escapes, in the raw form
     */
    public static String withoutOctal(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        byte[] escaped = rawBytes(raw);
        byte[] plain = new byte[escaped.length];
        int length = 0;
        for (int i = 0; i < escaped.length; i++) {
            int value = octal(escaped, i);
            plain[length++] = value < 0 ? escaped[i] : (byte) value;
            i += value < 0 ? 0 : ESCAPE_LENGTH - 1;
        }
        return raw(plain, 0, length);
    }

    private static int octal(byte[] text, int at) {
        if (at + ESCAPE_LENGTH > text.length || text[at] != '\\') {
            return -1;
        }
        int value = 0;
        for (int i = at + 1; i < at + ESCAPE_LENGTH; i++) {
            if (text[i] < '0' || text[i] > '7') {
                return -1;
            }
            value = value * 8 + text[i] - '0';
        }
        return value <= 0xFF ? value : -1;
    }

    /**
     * Whether bytes are UTF-8.
     *
     * @param bytes any bytes
     * @return false if there is any that is not
     */
    public static boolean isUtf8(byte[] bytes) {
        String raw = raw(bytes);
        return nextRaw(raw, 0) == raw.length();
    }

    /** The index of the next byte that is not UTF-8; the length if all bytes are UTF-8. */
    private static int nextRaw(String raw, int from) {
        int at = from;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (Character.isHighSurrogate(c) && at + 1 < raw.length() && Character.isLowSurrogate(raw.charAt(at + 1))) {
                at += 2;
            } else if (c >= RAW + FIRST_MALFORMED && c <= RAW + 0xFF) {
                return at;
            } else {
                at++;
            }
        }
        return at;
    }

    private static void escape(int value, StringBuilder text) {
        text.append("\\x").append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xF));
    }

    /** The byte of an escape: one that is not UTF-8, or a backslash; -1 if it is not such an escape. */
    private static int escapedByte(String text, int at) {
        if (at + ESCAPE_LENGTH > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'x') {
            return -1;
        }
        int high = HEX.indexOf(text.charAt(at + 2));
        int low = HEX.indexOf(text.charAt(at + 3));
        int value = high < 0 || low < 0 ? -1 : high * 16 + low;
        return value >= FIRST_MALFORMED || value == '\\' ? value : -1;
    }
}
