package io.scaph.api.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** A byte that is not UTF-8, in the raw form. A pair of surrogates is a character and does not match. */
    private static final Pattern MALFORMED = Pattern.compile("[\\x{DC80}-\\x{DCFF}]");

    /** An escape of the visible form. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([89a-f][0-9a-f]|5c)");

    /** What the visible form escapes: a byte that is not UTF-8, or the backslash of what looks like an escape. */
    private static final Pattern ESCAPED = Pattern.compile(MALFORMED + "|\\\\(?=x(?:[89a-f][0-9a-f]|5c))");

    /** An escape of the kernel's tables of mounts. */
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");

    private KernelText() {}

    /**
     * Returns the visible form of bytes.
     *
     * @param bytes any bytes
     * @return their text, for output
     */
    public static String of(byte[] bytes) {
        return visible(raw(bytes));
    }

    /**
     * Returns the visible form of a part of an array.
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
     * Returns the bytes of a visible form: {@code bytes(of(b))} equals {@code b}.
     *
     * @param visible a text as {@link #of} makes it
     * @return its bytes
     */
    public static byte[] bytes(String visible) {
        return rawBytes(ESCAPE.matcher(visible).replaceAll(escape -> {
            int value = HexFormat.fromHexDigits(escape.group(1));
            return Matcher.quoteReplacement(Character.toString(value < FIRST_MALFORMED ? value : RAW + value));
        }));
    }

    /**
     * Returns the raw form of bytes.
     *
     * @param bytes any bytes
     * @return their text, not for output
     */
    public static String raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    /**
     * Returns the raw form of a part of an array.
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
     * Returns the bytes of a raw form: {@code rawBytes(raw(b))} equals {@code b}.
     *
     * @param raw a text as {@link #raw} makes it; any other text is converted to UTF-8
     * @return its bytes
     */
    public static byte[] rawBytes(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        Matcher malformed = MALFORMED.matcher(raw);
        int begin = 0;
        while (malformed.find()) {
            bytes.writeBytes(raw.substring(begin, malformed.start()).getBytes(StandardCharsets.UTF_8));
            bytes.write(raw.charAt(malformed.start()) - RAW);
            begin = malformed.end();
        }
        bytes.writeBytes(raw.substring(begin).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /**
     * Returns the visible form of a raw one.
     *
     * @param raw a text as {@link #raw} makes it
     * @return the same bytes as text for output
     */
    public static String visible(String raw) {
        return escaped(raw, ESCAPED);
    }

    /**
     * Returns a text that a user typed, or that quotes one, for people to read: bytes that are not UTF-8 are escaped as in the
     * visible form, but backslashes stay as they are. So it can't be converted back.
     *
     * @param raw a text as {@link #raw} makes it
     * @return the same text without lone surrogates for bytes
     */
    public static String readable(String raw) {
        return escaped(raw, MALFORMED);
    }

    private static String escaped(String raw, Pattern what) {
        // Most texts are plain, which a loop finds sooner than an expression.
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '\\' || raw.charAt(i) >= RAW) {
                return what.matcher(raw).replaceAll(KernelText::escape);
            }
        }
        return raw;
    }

    private static String escape(MatchResult found) {
        return "\\\\x" + HexFormat.of().toHexDigits((byte) found.group().charAt(0));
    }

    /**
     * Returns the visible form of each line.
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
        String bytes = new String(rawBytes(raw), StandardCharsets.ISO_8859_1);
        String plain = OCTAL.matcher(bytes)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 8))));
        return raw(plain.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Returns whether bytes are UTF-8.
     *
     * @param bytes any bytes
     * @return false if there is any that is not
     */
    public static boolean isUtf8(byte[] bytes) {
        return !MALFORMED.matcher(raw(bytes)).find();
    }
}
