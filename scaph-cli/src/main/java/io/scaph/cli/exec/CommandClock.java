package io.scaph.cli.exec;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.DescendantClock;
import java.io.IOException;

/**
 * The CPU clock of a command, for scopes to read. It does not advance between two readings, so that the end of one scope is the
 * beginning of the next.
 */
final class CommandClock implements CpuClocks {
    private final DescendantClock clock;
    private volatile long nanos;

    CommandClock(DescendantClock clock) {
        this.clock = clock;
    }

    /** Reads what the command has used up to now. */
    void read() throws IOException {
        nanos = clock.nanos();
    }

    /** The number of descendants at the last reading. */
    int running() {
        return clock.running();
    }

    @Override
    public long processNanos() {
        return nanos;
    }

    @Override
    public long threadNanos() {
        return -1;
    }
}
