package io.scaph.exporter.top.internal.view;

import io.scaph.api.snapshot.Interval;
import io.scaph.exporter.top.internal.view.KeyPress.Kind;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is shown, and how: changed by intervals and by keys. Not safe for use by several threads. */
public final class TopState {
    private final Duration step;
    private final RecentPower history = new RecentPower();
    private @Nullable Interval latest;
    private @Nullable Interval shown;
    private Optional<String> trouble = Optional.empty();
    private RowGrouping grouping = RowGrouping.PROCESS;
    private RowOrder order = RowOrder.POWER;
    private String filter = "";
    private boolean typing;
    private boolean paused;
    private boolean help;
    private int firstRow;

    /** What a key requires. */
    public enum Reaction {
        NONE,
        DRAW,
        /** Draw everything again, because something else may have written to the terminal. */
        REPAINT,
        SUSPEND,
        QUIT
    }

    /**
     * Nothing yet.
     *
     * @param step the time from one interval to the next
     */
    public TopState(Duration step) {
        this.step = step;
    }

    /**
     * Shows an interval. While the page is paused, it is remembered.
     *
     * @param whatIsWrong why measuring is late; empty if nothing is wrong
     */
    public void update(Interval interval, Optional<String> whatIsWrong) {
        history.add(interval.host().power());
        trouble = whatIsWrong;
        latest = interval;
        if (!paused) {
            shown = interval;
        }
    }

    /**
     * Changes what is shown.
     *
     * @param page the page that the user sees
     */
    public Reaction press(KeyPress key, DrawnPage page) {
        if (key.kind() == Kind.SUSPEND) {
            return Reaction.SUSPEND;
        }
        if (key.kind() == Kind.REDRAW) {
            return Reaction.REPAINT;
        }
        if (typing) {
            return type(key);
        }
        if (help) {
            help = false;
            return Reaction.DRAW;
        }
        return key.kind() == Kind.CHARACTER ? command(key.character()) : move(key.kind(), page);
    }

    private Reaction type(KeyPress key) {
        switch (key.kind()) {
            case CHARACTER -> filter += Character.toString(key.character());
            case BACKSPACE ->
                filter = filter.isEmpty() ? "" : filter.substring(0, filter.offsetByCodePoints(filter.length(), -1));
            case ENTER -> typing = false;
            case ESCAPE -> {
                typing = false;
                filter = "";
            }
            default -> {
                return Reaction.NONE;
            }
        }
        firstRow = 0;
        return Reaction.DRAW;
    }

    private Reaction command(int character) {
        switch (character) {
            case 'q', 'Q' -> {
                return Reaction.QUIT;
            }
            case 's' -> order = order.next();
            case 'g' -> {
                grouping = grouping.next();
                firstRow = 0;
            }
            case '/' -> typing = true;
            case 'p', ' ' -> {
                paused = !paused;
                if (!paused) {
                    shown = latest;
                }
            }
            case '?', 'h' -> help = true;
            default -> {
                return Reaction.NONE;
            }
        }
        return Reaction.DRAW;
    }

    private Reaction move(Kind key, DrawnPage page) {
        int last = Math.max(0, page.allRows() - page.visibleRows());
        int row = switch (key) {
            case UP -> page.firstRow() - 1;
            case DOWN -> page.firstRow() + 1;
            case PAGE_UP -> page.firstRow() - page.visibleRows();
            case PAGE_DOWN -> page.firstRow() + page.visibleRows();
            case HOME -> 0;
            case END -> last;
            default -> page.firstRow();
        };
        if (key == Kind.ESCAPE) {
            filter = "";
        }
        firstRow = Math.max(0, Math.min(last, row));
        return Reaction.DRAW;
    }

    Duration step() {
        return step;
    }

    RecentPower history() {
        return history;
    }

    /** The interval to show; empty at first. */
    Optional<Interval> shown() {
        return Optional.ofNullable(shown);
    }

    Optional<String> trouble() {
        return trouble;
    }

    RowGrouping grouping() {
        return grouping;
    }

    RowOrder order() {
        return order;
    }

    String filter() {
        return filter;
    }

    /** Whether the user is typing the filter. */
    boolean isTyping() {
        return typing;
    }

    boolean isPaused() {
        return paused;
    }

    boolean showsHelp() {
        return help;
    }

    int firstRow() {
        return firstRow;
    }
}
