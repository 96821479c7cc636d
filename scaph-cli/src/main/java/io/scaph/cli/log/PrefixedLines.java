package io.scaph.cli.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts a prefix before each line. A line is written in one piece, so that lines of several such streams do not mix. A flush
 * ends a line that has begun. Empty lines are left out.
 */
final class PrefixedLines extends OutputStream {
    private final OutputStream target;
    private final byte[] prefix;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    PrefixedLines(OutputStream target, String prefix) {
        this.target = target;
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        if (octet == '\n') {
            endLine();
            return;
        }
        if (line.size() == 0) {
            line.write(prefix, 0, prefix.length);
        }
        line.write(octet);
    }

    private void endLine() throws IOException {
        if (line.size() > 0) {
            line.write('\n');
            line.writeTo(target);
            line.reset();
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        endLine();
        target.flush();
    }
}
