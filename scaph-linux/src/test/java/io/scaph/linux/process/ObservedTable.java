package io.scaph.linux.process;

import io.scaph.linux.process.ProcessTable.ProcessEntry;
import io.scaph.linux.procfs.ProcessStat;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;

/** From observations and the last table to the next table, without a {@code /proc}. */
abstract class ObservedTable {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;
    private static final long TICKS_PER_SECOND = 100;
    static final int INIT = 1;
    static final int SHELL = 50;
    static final int CHILD = 60;

    final ProcessTable table = new ProcessTable();
    final Observations seen = new Observations();
    private long seconds = 1_000;

    /** A shell that the first process started long ago. */
    @BeforeEach
    void firstPass() {
        begin();
        see(INIT, 0, stat(0, 0, 1));
        see(SHELL, SECOND, stat(INIT, 0, 500));
        apply();
    }

    void begin() {
        seconds++;
        seen.begin(seconds * SECOND, seconds * TICKS_PER_SECOND, 2);
        seen.beginList();
    }

    void apply() {
        seen.end(seconds * SECOND);
        table.apply(seen);
    }

    static ProcessStat stat(int parentPid, long reapedNanos, long startTicks) {
        return new ProcessStat("name", false, false, parentPid, 0, reapedNanos, startTicks);
    }

    void see(int pid, long cpuNanos) {
        seen.add(pid, cpuNanos);
    }

    void see(int pid, long cpuNanos, ProcessStat stat) {
        see(pid, cpuNanos);
        seen.addStat(seen.size() - 1, stat, null, true);
    }

    ProcessEntry living(int pid) {
        return Objects.requireNonNull(table.living().find(pid));
    }

    long justNow() {
        return seconds * TICKS_PER_SECOND - 10;
    }
}
