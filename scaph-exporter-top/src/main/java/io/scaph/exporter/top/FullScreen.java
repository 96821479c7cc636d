package io.scaph.exporter.top;

import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A terminal whose whole screen is ours. {@link #close} gives it back as it was. Safe for use by several threads one after the
 * other, except {@link #read}, which one thread may call at any time.
 */
final class FullScreen implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(FullScreen.class);

    /** Our own type, so that JLine has its description and does not start the program infocmp to get one. */
    private static final String TYPE = "scaph-top";

    /** The sequences of ECMA-48, and xterm's for the alternate screen and the cursor: others ignore what they don't know. */
    private static final String DESCRIPTION = TYPE
            + ",\n\tam, xenl,\n\tcolors#8, cols#80, lines#24,"
            + "\n\tclear=\\E[H\\E[2J, cup=\\E[%i%p1%d;%p2%dH, el=\\E[K, ed=\\E[J, cr=\\r,"
            + "\n\tcub1=^H, cuf1=\\E[C, cuu1=\\E[A, cud1=\\E[B,"
            + "\n\tcub=\\E[%p1%dD, cuf=\\E[%p1%dC, cuu=\\E[%p1%dA, cud=\\E[%p1%dB, bold=\\E[1m, rev=\\E[7m, sgr0=\\E[m,"
            + "\n\tsetaf=\\E[3%p1%dm, setab=\\E[4%p1%dm,\n";

    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[m\u001b[?25h\u001b[?1049l";

    private static final long LONG_MILLIS = 3_600_000;

    private static final Size USUAL = Size.of(80, 24);

    private final Terminal terminal;
    private final OutputStream output;
    private final Attributes before;
    private final Display display;
    private @Nullable Size size;
    private boolean entered;

    private FullScreen(Terminal terminal, OutputStream output) {
        this.terminal = terminal;
        this.output = output;
        before = terminal.getAttributes();
        display = new Display(terminal, true);
    }

    /**
     * Takes the screen.
     *
     * @param terminal the terminal; closed with the screen
     * @param output what writes to the terminal even if the terminal is closed already, as at the end of the JVM
     */
    static FullScreen enter(Terminal terminal, OutputStream output) throws IOException {
        FullScreen screen = new FullScreen(terminal, output);
        try {
            screen.enter();
            return screen;
        } catch (IOException | RuntimeException e) {
            terminal.close();
            throw e;
        }
    }

    /** Registers our type of terminal with JLine, and returns its name. */
    static String useOwnType() {
        InfoCmp.setLoadedInfoCmp(TYPE, DESCRIPTION);
        return TYPE;
    }

    /** Takes the screen, or takes it again. The next page is drawn as a whole. */
    void enter() throws IOException {
        Attributes raw = new Attributes(before);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN), false);
        raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        // Ctrl-C stays a signal, which works whatever our threads do. Ctrl-Z is a key, as the screen is given back
        // first.
        // A JVM can't stop itself, so the user presses it again.
        raw.setControlChar(ControlChar.VSUSP, 0);
        raw.setControlChar(ControlChar.VQUIT, 0);
        terminal.setAttributes(raw);
        write(ENTER);
        entered = true;
        repaint();
    }

    /** Gives the screen back until it is entered again, and shows a message below what was there before. */
    void leaveWith(String message) throws IOException {
        leave();
        write(message + "\n");
    }

    /** Whether JLine has closed the terminal, as it does when the JVM ends. */
    boolean isClosed() {
        try {
            terminal.writer();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    boolean isEntered() {
        return entered;
    }

    /** Gives the screen back, until it is entered again. */
    private void leave() throws IOException {
        if (entered) {
            entered = false;
            write(LEAVE);
            try {
                terminal.setAttributes(before);
            } catch (IllegalStateException e) {
                LOGGER.debug("JLine has closed the terminal, because the JVM ends, and so restored it", e);
            }
        }
    }

    private void write(String sequence) throws IOException {
        output.write(sequence.getBytes(StandardCharsets.US_ASCII));
        output.flush();
    }

    /** Draws the next page as a whole, not only what changed. */
    void repaint() {
        display.clear();
    }

    /** The size of the terminal now. */
    Size size() {
        Size now = terminal.getSize();
        return now.getColumns() > 0 && now.getRows() > 0 ? now : USUAL;
    }

    /** Draws what has changed since the last page. */
    void draw(List<AttributedString> lines, Size forSize) throws IOException {
        if (!entered) {
            return;
        }
        if (!forSize.equals(size)) {
            size = forSize;
            display.resize(forSize);
            display.clear();
        }
        try {
            display.update(lines, 0);
        } catch (IOError e) {
            throw new IOException("the terminal can't be written to", e);
        }
        if (terminal.writer().checkError()) {
            throw new IOException("the terminal can't be written to");
        }
    }

    /**
     * Waits for a character.
     *
     * @param millis the longest time to wait, in ms; 0 for ever
     * @return the character, -1 at the end, or -2 if none came in time
     */
    int read(long millis) throws IOException {
        if (millis > 0) {
            return terminal.reader().read(millis);
        }
        // Without a limit JLine would hold a lock while it waits, and could not be closed.
        int character;
        do {
            character = terminal.reader().read(LONG_MILLIS);
        } while (character == NonBlockingReader.READ_EXPIRED);
        return character;
    }

    @Override
    public void close() throws IOException {
        try {
            leave();
        } finally {
            closeTerminal();
        }
    }

    private void closeTerminal() throws IOException {
        try {
            terminal.close();
        } catch (IllegalStateException e) {
            LOGGER.debug("JLine can't remove its shutdown hook, because the JVM ends", e);
        }
    }
}
