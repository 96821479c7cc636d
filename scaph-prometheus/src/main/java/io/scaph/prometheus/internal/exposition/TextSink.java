package io.scaph.prometheus.internal.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the text formats. The official client's writer is not used: it ends every counter's name with {@code _total}, and
 * Scaphandre's counters do not; it also takes ten times as long. Not safe for use by several threads.
 */
public final class TextSink implements Sink {
    private static final String TOTAL = "_total";
    private static final int LONGEST_NUMBER = 24;
    private static final int FIRST_CAPACITY = 32_768;

    private final Format format;
    private byte[] bytes;
    private int length;
    private @Nullable Header pending;
    private byte[] name = new byte[0];

    private record Header(String name, Kind kind, String help) {}

    /**
     * Begins with nothing.
     *
     * @param format the form to write
     */
    public TextSink(Format format) {
        this(format, new byte[FIRST_CAPACITY]);
    }

    /**
     * Begins with nothing, in storage that is there.
     *
     * @param format the form to write
     * @param storage where to write; where it is too small there will be a larger one
     */
    public TextSink(Format format, byte[] storage) {
        this.format = format;
        bytes = storage;
    }

    @Override
    public void family(String familyName, Kind kind, String help) {
        pending = new Header(familyName, kind, help);
    }

    @Override
    public void point(LabelSet labels, long value, int decimals) {
        Header header = pending;
        if (header != null) {
            begin(header);
            pending = null;
        }
        byte[] labelText = labels.text();
        ensure(name.length + labelText.length + LONGEST_NUMBER + 2);
        put(name);
        put(labelText);
        bytes[length++] = ' ';
        putNumber(value, decimals);
        bytes[length++] = '\n';
    }

    private void begin(Header header) {
        name = header.name.getBytes(StandardCharsets.US_ASCII);
        if (format == Format.OPEN_METRICS) {
            // There, a counter without the suffix is none, and its family goes without it.
            boolean counter = header.kind == Kind.COUNTER && header.name.endsWith(TOTAL);
            String family = counter ? header.name.substring(0, header.name.length() - TOTAL.length()) : header.name;
            String type = counter ? "counter" : header.kind == Kind.GAUGE ? "gauge" : "unknown";
            append("# TYPE " + family + " " + type + "\n# HELP " + family + " " + escaped(header.help) + "\n");
        } else {
            String type = header.kind == Kind.COUNTER ? "counter" : "gauge";
            append("# HELP " + header.name + " " + escaped(header.help) + "\n# TYPE " + header.name + " " + type
                    + "\n");
        }
    }

    private String escaped(String help) {
        String text = help.replace("\\", "\\\\").replace("\n", "\\n");
        return format == Format.OPEN_METRICS ? text.replace("\"", "\\\"") : text;
    }

    private void append(String text) {
        byte[] more = text.getBytes(StandardCharsets.UTF_8);
        ensure(more.length);
        put(more);
    }

    private void put(byte[] more) {
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private void putNumber(long value, int decimals) {
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            // The smallest long has no opposite; nothing that is told here comes near.
            rest = Math.abs(Math.max(rest, -Long.MAX_VALUE));
        }
        int places = decimals;
        while (places > 0 && rest % 10 == 0) {
            rest /= 10;
            places--;
        }
        int digits = Math.max(digits(rest), places + 1);
        int end = length + digits + (places > 0 ? 1 : 0);
        length = end;
        for (int i = 0; i < digits; i++) {
            if (i == places && places > 0) {
                bytes[--end] = '.';
            }
            bytes[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int digits(long value) {
        int digits = 1;
        long rest = value / 10;
        while (rest > 0) {
            digits++;
            rest /= 10;
        }
        return digits;
    }

    /**
     * Ends the text.
     *
     * @return its length
     */
    public int end() {
        if (format == Format.OPEN_METRICS) {
            append("# EOF\n");
        }
        return length;
    }

    /**
     * What holds the text, from its beginning.
     *
     * @return the storage
     */
    public byte[] storage() {
        return bytes;
    }
}
