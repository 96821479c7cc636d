package io.scaph.prometheus.internal.publishing;

import io.scaph.prometheus.internal.exposition.Format;
import io.scaph.prometheus.internal.exposition.TextSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The metrics of one moment as text, lent to those who send it; when nobody does any more, its storage is used again. A
 * thousand processes take some megabytes.
 */
public final class MetricText {
    private static final int BUFFER = 8_192;
    private static final int FIRST_CAPACITY = 32_768;

    private final long sequence;
    private final long nanos;
    private final byte[] plain;
    private final int plainLength;
    private final AtomicInteger borrowers = new AtomicInteger();
    private Zipped zipped;

    /** What was compressed, with its storage open to us. */
    private static final class Zipped extends ByteArrayOutputStream {
        Zipped(byte[] storage) {
            super(0);
            buf = storage;
        }

        byte[] storage() {
            return buf;
        }
    }

    /** The default level takes three times as long for a tenth less. */
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(ByteArrayOutputStream target) throws IOException {
            super(target, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    MetricText(long sequence, long nanos, TextSink sink, byte[] zippedStorage) {
        this.sequence = sequence;
        this.nanos = nanos;
        plainLength = sink.end();
        plain = sink.storage();
        zipped = new Zipped(zippedStorage);
    }

    /** A sink that writes where an earlier text was, if nobody needs that any more. */
    static TextSink sink(Format format, MetricText before) {
        return new TextSink(format, before.isFree() ? before.plain : new byte[before.plain.length]);
    }

    /** The first, which is empty. */
    static MetricText none(Format format) {
        return new MetricText(-1, 0, new TextSink(format, new byte[FIRST_CAPACITY]), new byte[FIRST_CAPACITY]);
    }

    byte[] zippedStorage() {
        return isFree() ? zipped.storage() : new byte[zipped.storage().length];
    }

    private boolean isFree() {
        return borrowers.get() == 0;
    }

    boolean isOf(long tick, long earliest) {
        return sequence == tick && nanos - earliest >= 0;
    }

    boolean isZipped() {
        return zipped.size() > 0;
    }

    void zip() {
        try (GZIPOutputStream out = new QuickGzip(zipped)) {
            out.write(plain, 0, plainLength);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    MetricText borrow() {
        borrowers.incrementAndGet();
        return this;
    }

    /** Gives it back. */
    public void giveBack() {
        borrowers.decrementAndGet();
    }

    /**
     * What holds the text; not to be changed.
     *
     * @param compressed whether by gzip
     * @return the storage, which may be longer
     */
    public byte[] storage(boolean compressed) {
        return compressed ? zipped.storage() : plain;
    }

    /**
     * How long it is.
     *
     * @param compressed whether by gzip
     * @return bytes
     */
    public int length(boolean compressed) {
        return compressed ? zipped.size() : plainLength;
    }
}
