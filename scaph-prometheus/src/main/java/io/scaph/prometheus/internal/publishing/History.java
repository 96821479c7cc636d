package io.scaph.prometheus.internal.publishing;

import io.scaph.prometheus.internal.view.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/** The power of the host over the last five minutes. Safe for use by several threads. */
public final class History {
    private static final long SPAN_NANOS = 300_000_000_000L;

    /** Ticks may be many; so close to each other nobody can tell points of a chart apart. */
    private static final long CLOSE_NANOS = 900_000_000;

    /**
     * A moment.
     *
     * @param nanoTime when, on the monitor's clock
     * @param watts the power; empty if it was unknown
     */
    public record Point(long nanoTime, OptionalDouble watts) {}

    private final Deque<Point> points = new ArrayDeque<>();

    /** Begins with nothing. */
    public History() {}

    /**
     * Takes a tick in.
     *
     * @param view what is known after it
     */
    public synchronized void add(View view) {
        long now = view.now().nanoTime();
        Point last = points.peekLast();
        if (last != null && now - last.nanoTime < CLOSE_NANOS) {
            return;
        }
        points.add(new Point(now, view.interval().host().power()));
        while (now - points.getFirst().nanoTime > SPAN_NANOS) {
            points.removeFirst();
        }
    }

    /**
     * What is remembered.
     *
     * @return the points, the oldest first
     */
    public synchronized List<Point> points() {
        return new ArrayList<>(points);
    }
}
