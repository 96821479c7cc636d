package io.scaph.api.internal.processhandle;

import io.scaph.api.internal.own.DescendantClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Descendants as Java sees them: the last CPU time of an ended descendant, and descendants that were never seen, are missed.
 */
final class HandleClock implements DescendantClock {
    private final Map<ProcessHandle, Long> nanos = new HashMap<>();
    private final long begin;
    private int running;

    HandleClock() {
        begin = read();
    }

    private long read() {
        List<ProcessHandle> descendants = ProcessHandle.current().descendants().toList();
        running = descendants.size();
        for (ProcessHandle descendant : descendants) {
            long cpu =
                    descendant.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
            nanos.merge(descendant, cpu, Math::max);
        }
        return nanos.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public long nanos() {
        return read() - begin;
    }

    @Override
    public int running() {
        return running;
    }

    @Override
    public void close() {
        nanos.clear();
    }
}
