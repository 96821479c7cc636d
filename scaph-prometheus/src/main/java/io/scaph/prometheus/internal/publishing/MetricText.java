package io.scaph.prometheus.internal.publishing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The metrics of one moment as text, compressed on request. Not safe for use by several threads. */
final class MetricText {
    private static final int BUFFER = 8_192;

    private final long sequence;
    private final long nanos;
    private final byte[] plain;
    private byte @Nullable [] zipped;

    /** The default level takes three times as long for a tenth less. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream target) throws IOException {
            super(target, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** The text of a tick, made at a moment. */
    MetricText(long sequence, long nanos, byte[] plain) {
        this.sequence = sequence;
        this.nanos = nanos;
        this.plain = plain;
    }

    boolean isOf(long tick, long earliestNanos) {
        return sequence == tick && nanos - earliestNanos >= 0;
    }

    byte[] plain() {
        return plain;
    }

    /** Compresses the text the first time. */
    byte[] zipped() {
        if (zipped == null) {
            ByteArrayOutputStream target = new ByteArrayOutputStream(plain.length / 8 + BUFFER);
            try (GZIPOutputStream out = new FastGzip(target)) {
                out.write(plain);
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not fail", e);
            }
            zipped = target.toByteArray();
        }
        return zipped;
    }
}
