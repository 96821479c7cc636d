package io.scaph.prometheus.internal.exposition;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the text formats. The official client's writer is not used: it ends every counter's name with {@code _total}, and
 * Scaphandre's counters do not; it also takes ten times as long. Not safe for use by several threads.
 */
public final class TextSink implements Sink {
    private static final String TOTAL = "_total";

    private final Format format;
    private final ByteArrayOutputStream bytes;
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
        bytes = new ByteArrayOutputStream(capacity);
    }

    @Override
    public void family(String familyName, MetricType kind, String help) {
        name = familyName.getBytes(StandardCharsets.US_ASCII);
        pendingHeader = header(familyName, kind, help.replace("\\", "\\\\").replace("\n", "\\n"));
    }

    private String header(String family, MetricType kind, String help) {
        if (format == Format.TEXT) {
            String type = kind == MetricType.COUNTER ? "counter" : "gauge";
            return "# HELP " + family + " " + help + "\n# TYPE " + family + " " + type + "\n";
        }
        // In OpenMetrics the name of a counter ends with the suffix, and the name of its family is without it.
        boolean counter = kind == MetricType.COUNTER && family.endsWith(TOTAL);
        String shown = counter ? family.substring(0, family.length() - TOTAL.length()) : family;
        String type = counter ? "counter" : kind == MetricType.GAUGE ? "gauge" : "unknown";
        return "# TYPE " + shown + " " + type + "\n# HELP " + shown + " " + help.replace("\"", "\\\"") + "\n";
    }

    @Override
    public void point(LabelSet labels, long value, int decimals) {
        if (pendingHeader != null) {
            put(pendingHeader);
            pendingHeader = null;
        }
        bytes.writeBytes(name);
        bytes.writeBytes(labels.text());
        String number = BigDecimal.valueOf(value, decimals).stripTrailingZeros().toPlainString();
        put(" " + number + "\n");
    }

    private void put(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Ends the text.
     *
     * @return the whole text, in UTF-8
     */
    public byte[] finish() {
        if (format == Format.OPEN_METRICS) {
            put("# EOF\n");
        }
        return bytes.toByteArray();
    }
}
