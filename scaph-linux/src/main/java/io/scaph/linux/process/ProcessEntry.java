package io.scaph.linux.process;

import io.scaph.api.internal.workload.ProcessRecord;
import org.jspecify.annotations.Nullable;

/** What the table knows of one process. */
final class ProcessEntry {
    final int pid;
    final long startTicks;
    /** The inode number of its directory when it was last listed. */
    int inode;

    /** Its description, and what that was made from. */
    ProcessRecord process;

    byte[] name;
    long uid;
    long controlGroups;

    /** Its CPU clock: as last read; as it was told, which never falls; and as it was when {@code stat} was last read. */
    long cpuNanos;

    long toldNanos;
    long lookedNanos;

    /** The same, when more than its name was last compared with its description. */
    long describedNanos;

    /** It started after the last pass that came through, and was not told yet. */
    boolean started;

    final int firstPass;
    int lookedPass;

    /** It never calls {@code exec}, and hardly ever waits for anybody. */
    boolean kernelThread;

    /** Who will wait for it, as far as that is known. */
    int parentPid;

    @Nullable
    ProcessEntry parent;

    /** Its parent was not in the table when it was looked for: so often in a row. */
    int parentMissed;

    /** The CPU time of its children that it waited for, as last read. */
    long reapedNanos;
    /** How much of that was told nowhere yet. */
    long untoldNanos;
    /** Time that was told elsewhere and has not shown up in {@link #reapedNanos} yet, for want of a whole tick. */
    long creditNanos;
    /** Time that was told elsewhere may show up in {@link #reapedNanos} any moment. */
    boolean awaited;

    /** It has ended, and was not waited for yet when {@code stat} was last read. */
    boolean zombie;

    /** All its CPU time, once the kernel told of its end; 0 before. */
    long finalNanos;

    boolean gone;

    /** Its time that whoever waited for it may have grown by, once it is gone. */
    ReapedTime.@Nullable Debt debt;

    /** It came and went between two passes, and only the kernel told of it. */
    boolean unseen;

    ProcessEntry(int pid, long startTicks, int inode, int pass, ProcessRecord process, byte[] name) {
        this.pid = pid;
        this.startTicks = startTicks;
        this.inode = inode;
        this.process = process;
        this.name = name;
        firstPass = pass;
    }

    boolean moved() {
        return cpuNanos != lookedNanos;
    }

    /** Whether it can wait for others. */
    boolean isAlive() {
        return !gone && !zombie;
    }

    boolean isOrphan() {
        return parent != null && !parent.isAlive();
    }
}
