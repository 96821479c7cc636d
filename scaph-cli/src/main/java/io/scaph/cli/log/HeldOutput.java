package io.scaph.cli.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An output that can be held back for a while. Safe for use by several threads. */
final class HeldOutput extends OutputStream {
    /** What is held back beyond this is counted and dropped. */
    private static final int MOST_BYTES = 1 << 16;

    private final OutputStream target;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean holding;
    private long dropped;

    HeldOutput(OutputStream target) {
        this.target = target;
    }

    /** From now on nothing is written. */
    synchronized void hold() {
        holding = true;
    }

    /** Writes what was held back, and everything after it at once. */
    synchronized void release() throws IOException {
        holding = false;
        held.writeTo(target);
        held.reset();
        if (dropped > 0) {
            String text = "scaph: " + dropped + " bytes of further messages were dropped while the screen was shown\n";
            target.write(text.getBytes(StandardCharsets.UTF_8));
            dropped = 0;
        }
        target.flush();
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) throws IOException {
        if (!holding) {
            target.write(octets, offset, length);
        } else if (dropped == 0 && held.size() + length <= MOST_BYTES) {
            held.write(octets, offset, length);
        } else {
            dropped += length;
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (!holding) {
            target.flush();
        }
    }
}
