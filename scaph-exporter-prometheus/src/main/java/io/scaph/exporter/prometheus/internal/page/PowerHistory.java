package io.scaph.exporter.prometheus.internal.page;

import io.scaph.prometheus.internal.view.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/** The power of the host over the last five minutes. Safe for use by several threads. */
final class PowerHistory {
    private static final long SPAN_NANOS = 300_000_000_000L;

    /** Points closer than this can't be distinguished in a chart. */
    private static final long CLOSE_NANOS = 900_000_000;

    private final Deque<PowerPoint> points = new ArrayDeque<>();

    /** The power at a time on the monitor's clock; empty if it was unknown. */
    record PowerPoint(long nanoTime, OptionalDouble watts) {}

    synchronized void add(View view) {
        long now = view.now().nanoTime();
        PowerPoint last = points.peekLast();
        if (last != null && now - last.nanoTime < CLOSE_NANOS) {
            return;
        }
        points.add(new PowerPoint(now, view.interval().host().power()));
        while (now - points.getFirst().nanoTime > SPAN_NANOS) {
            points.removeFirst();
        }
    }

    /** The points, the oldest first. */
    synchronized List<PowerPoint> points() {
        return new ArrayList<>(points);
    }
}
