package io.scaph.exporter.top;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.Interval;
import io.scaph.exporter.top.internal.view.DrawingStyle;
import io.scaph.exporter.top.internal.view.DrawnPage;
import io.scaph.exporter.top.internal.view.KeyPress;
import io.scaph.exporter.top.internal.view.TopPage;
import io.scaph.exporter.top.internal.view.TopState;
import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state and the screen that shows it. Intervals, keys and signals come on threads of their own. */
final class LiveTop implements AutoCloseable {
    /** After a signal the JVM ends within a second, whatever we wait for. */
    private static final long LONGEST_END_MILLIS = 200;

    private static final Logger LOGGER = LoggerFactory.getLogger(LiveTop.class);

    private final TopState state;
    private final FullScreen screen;
    private final DrawingStyle style;
    private final Thread runner;
    private final Thread keys;
    private final TerminalSignals signals;
    private DrawnPage page = DrawnPage.EMPTY;
    private boolean ended;
    private @Nullable IOException failure;

    private LiveTop(TopState state, FullScreen screen, DrawingStyle style) {
        this.state = state;
        this.screen = screen;
        this.style = style;
        runner = Thread.currentThread();
        keys = BackgroundThreads.create("scaph-top-keys", this::readKeys);
        signals = new TerminalSignals(this::resized, this::continued);
    }

    /**
     * Draws the first page. The thread that calls this is interrupted when the user quits, or when the screen can't be drawn any
     * more.
     *
     * @param screen closed with what is returned
     */
    static LiveTop open(TopState state, FullScreen screen, DrawingStyle style) {
        LiveTop live = new LiveTop(state, screen, style);
        live.resized();
        live.keys.start();
        return live;
    }

    private DrawnPage drawn() throws IOException {
        Size size = screen.size();
        DrawnPage next = TopPage.draw(state, style, size.getColumns(), size.getRows());
        screen.draw(next.lines(), size);
        return next;
    }

    /** Shows an interval. */
    synchronized void show(Interval interval, Optional<String> trouble) {
        state.update(interval, trouble);
        attempt(() -> page = drawn());
    }

    /** The terminal has another size. */
    private synchronized void resized() {
        attempt(() -> page = drawn());
    }

    /** The process was stopped, and others had the terminal. */
    private synchronized void continued() {
        attempt(() -> {
            screen.enter();
            page = drawn();
        });
    }

    /** Reads keys until the terminal is closed. */
    private void readKeys() {
        KeyDecoder decoder = new KeyDecoder(screen::read);
        try {
            for (Optional<KeyPress> key = decoder.next(); key.isPresent(); key = decoder.next()) {
                KeyPress pressed = key.get();
                synchronized (this) {
                    attempt(() -> press(pressed));
                }
            }
        } catch (IOException e) {
            LOGGER.debug("no more keys", e);
        } catch (RuntimeException e) {
            if (!screen.isClosed()) {
                end(new IOException("a key failed: " + e, e));
            }
        }
        // Without input no key can quit, as when the connection to the terminal is lost.
        end(null);
    }

    private void press(KeyPress key) throws IOException {
        if (!screen.isEntered()) {
            screen.enter();
            page = drawn();
            return;
        }
        switch (state.press(key, page)) {
            case QUIT -> end(null);
            case DRAW -> page = drawn();
            case REPAINT -> {
                screen.repaint();
                page = drawn();
            }
            case SUSPEND -> screen.leaveWith("Press Ctrl-Z again to stop scaph, or Enter to return to it.");
            case NONE -> {}
        }
    }

    /** Something that draws. */
    private interface Drawing {
        void run() throws IOException;
    }

    /** Draws, unless the terminal was given back. */
    private void attempt(Drawing drawing) {
        if (ended) {
            return;
        }
        try {
            drawing.run();
        } catch (IOException e) {
            end(e);
        } catch (IllegalStateException e) {
            if (!screen.isClosed()) {
                throw e;
            }
            LOGGER.debug("not drawn, as the JVM ends", e);
        }
    }

    private synchronized void end(@Nullable IOException reason) {
        if (!ended) {
            ended = true;
            failure = reason;
            runner.interrupt();
        }
    }

    /** From now on nothing draws, and nothing interrupts the runner. */
    private synchronized void giveBack() throws IOException {
        ended = true;
        screen.close();
    }

    /** Gives the terminal back. */
    @Override
    public void close() throws IOException {
        signals.close();
        try {
            giveBack();
        } finally {
            keys.interrupt();
            BackgroundThreads.join(keys, LONGEST_END_MILLIS);
        }
        if (failure != null) {
            throw failure;
        }
    }
}
