package io.scaph.testkit.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the output of an exporter and notices when it is closed. Can be broken, like a pipe without a reader. */
final class WatchedOutput extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final boolean broken;
    private boolean closed;

    WatchedOutput(boolean broken) {
        this.broken = broken;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) throws IOException {
        if (broken) {
            throw new IOException("Broken pipe");
        }
        bytes.write(from, offset, length);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    synchronized boolean wasClosed() {
        return closed;
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
