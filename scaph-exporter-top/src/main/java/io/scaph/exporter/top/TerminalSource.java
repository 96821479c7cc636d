package io.scaph.exporter.top;

import io.scaph.exporter.top.internal.view.DrawingStyle;
import java.io.IOException;
import org.jline.terminal.Terminal;

/** Where the screen is shown. */
interface TerminalSource {
    /**
     * Checks that a full screen can be shown.
     *
     * @throws IllegalArgumentException if it can't; the message is for the user
     */
    void require();

    /** What the terminal can show. */
    DrawingStyle style();

    /** Opens the terminal; the caller closes it. */
    Terminal open() throws IOException;
}
