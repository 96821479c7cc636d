package io.scaph.exporter.top;

import io.scaph.exporter.top.internal.view.DrawingStyle;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A terminal without a screen: what is drawn goes to a stream, and keys are given before it is opened. */
record VirtualTerminal(OutputStream output, String keys) implements TerminalSource {
    @Override
    public void require() {
        // It can show everything.
    }

    @Override
    public DrawingStyle style() {
        return new DrawingStyle(true, true);
    }

    @Override
    public Terminal open() throws IOException {
        OutputStream unclosed = new FilterOutputStream(output) {
            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                out.write(octets, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
        LineDisciplineTerminal terminal =
                new LineDisciplineTerminal("virtual", FullScreen.useOwnType(), unclosed, StandardCharsets.UTF_8);
        terminal.setSize(Size.of(80, 24));
        // The line discipline must not wait for a whole line.
        terminal.enterRawMode();
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
        return terminal;
    }
}
