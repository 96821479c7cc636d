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

    private final Format format;
    private byte[] bytes;
    private int length;
    private @Nullable String pendingHeader;
    private byte[] name = new byte[0];

    /**
     * Starts without metrics.
     *
     * @param format the form to write
     * @param capacity how many bytes are expected; more are possible
     */
    public TextSink(Format format, int capacity) {
        this.format = format;
        bytes = new byte[capacity];
    }

    @Override
    public void family(String familyName, Kind kind, String help) {
        name = familyName.getBytes(StandardCharsets.US_ASCII);
        pendingHeader = header(familyName, kind, help.replace("\\", "\\\\").replace("\n", "\\n"));
    }

    private String header(String family, Kind kind, String help) {
        if (format == Format.TEXT) {
            String type = kind == Kind.COUNTER ? "counter" : "gauge";
            return "# HELP " + family + " " + help + "\n# TYPE " + family + " " + type + "\n";
        }
        // In OpenMetrics the name of a counter ends with the suffix, and the name of its family is without it.
        boolean counter = kind == Kind.COUNTER && family.endsWith(TOTAL);
        String shown = counter ? family.substring(0, family.length() - TOTAL.length()) : family;
        String type = counter ? "counter" : kind == Kind.GAUGE ? "gauge" : "unknown";
        return "# TYPE " + shown + " " + type + "\n# HELP " + shown + " " + help.replace("\"", "\\\"") + "\n";
    }

    @Override
    public void point(LabelSet labels, long value, int decimals) {
        if (pendingHeader != null) {
            put(pendingHeader.getBytes(StandardCharsets.UTF_8));
            pendingHeader = null;
        }
        put(name);
        put(labels.text());
        ensure(LONGEST_NUMBER);
        bytes[length++] = ' ';
        putNumber(value, decimals);
        bytes[length++] = '\n';
    }

    private void putNumber(long value, int decimals) {
        if (value < 0) {
            bytes[length++] = '-';
        }
        long scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        long whole = Math.abs(value / scale);
        long unit = 1;
        while (whole / unit >= 10) {
            unit *= 10;
        }
        for (; unit > 0; unit /= 10) {
            bytes[length++] = (byte) ('0' + whole / unit % 10);
        }
        long fraction = Math.abs(value % scale);
        if (fraction > 0) {
            bytes[length++] = '.';
        }
        for (unit = scale / 10; fraction > 0; unit /= 10) {
            bytes[length++] = (byte) ('0' + fraction / unit);
            fraction %= unit;
        }
    }

    private void put(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /**
     * Ends the text.
     *
     * @return the whole text, in UTF-8
     */
    public byte[] finish() {
        if (format == Format.OPEN_METRICS) {
            put("# EOF\n".getBytes(StandardCharsets.US_ASCII));
        }
        return Arrays.copyOf(bytes, length);
    }
}
