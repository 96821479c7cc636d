package io.scaph.api.internal.ledger;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.ProcessTotal;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of one process. */
final class ProcessLine {
    private static final GroupTotal<?>[] NO_GROUPS = {};

    private ProcessInfo process;
    /** The highest reading of its CPU clock. */
    private long cpuNanos;

    private long energyMicrojoules;
    private final Share cpu = new Share(this::credit);
    private final Share children = new Share(this::credit);
    /** By the number of the account; null before the first use. */
    private @Nullable Share[] shares = new @Nullable Share[] {cpu};

    private GroupTotal<?>[] groups = NO_GROUPS;
    /** The control group that its CPU time is in, if that is a container's or a job's. */
    private @Nullable ControlGroupTotal controlGroup;
    /** The last pass in which the process was running. */
    private long pass;
    /** The pass in which it ended; 0 while it lives. */
    private long endedPass;
    /** The first snapshot that shows the line with its final total. */
    private long finalSequence = Long.MAX_VALUE;

    private @Nullable ProcessTotal published;

    ProcessLine(ProcessInfo process, long cpuNanos) {
        this.process = process;
        this.cpuNanos = cpuNanos;
    }

    ProcessInfo process() {
        return process;
    }

    /** Moves the line to other groups. What the process used before stays in the groups that it was in. */
    void describe(ProcessInfo now, GroupTotal<?>[] nowIn, @Nullable ControlGroupTotal group) {
        for (GroupTotal<?> joined : nowIn) {
            joined.join();
        }
        leaveGroups();
        groups = nowIn;
        process = now;
        controlGroup = group;
    }

    void leaveGroups() {
        for (GroupTotal<?> group : groups) {
            group.leave();
        }
        groups = NO_GROUPS;
    }

    /** Marks its groups as having a process in this pass. */
    void markGroupsSeen(long inPass) {
        for (GroupTotal<?> group : groups) {
            group.markSeen(inPass);
        }
    }

    /** Takes a reading of the CPU clock and returns by how much it grew. A clock that went back is a misread. */
    long read(long nanos) {
        long more = Math.max(0, nanos - cpuNanos);
        cpuNanos += more;
        return more;
    }

    /** Subtracts CPU time that is charged to this line from that of its control group. */
    void charge(long nanos) {
        if (controlGroup != null) {
            controlGroup.subtract(nanos);
        }
    }

    void markAlive(long inPass) {
        pass = inPass;
    }

    boolean livesIn(long inPass) {
        return pass == inPass;
    }

    void end(long inPass) {
        endedPass = inPass;
    }

    /** Continues after a pass that missed the process. */
    void resume() {
        endedPass = 0;
        finalSequence = Long.MAX_VALUE;
    }

    boolean hasEnded() {
        return endedPass > 0;
    }

    boolean endedIn(long inPass) {
        return endedPass == inPass;
    }

    /** Records that a snapshot shows the final total. */
    void finish(long sequence) {
        finalSequence = Math.min(finalSequence, sequence);
    }

    /** Whether no reader that has seen a snapshot still needs the line. */
    boolean isSeenBy(long sequence) {
        return energyMicrojoules == 0 || finalSequence <= sequence;
    }

    private void credit(long more) {
        energyMicrojoules += more;
        for (GroupTotal<?> group : groups) {
            group.credit(more);
        }
    }

    /** What it used of the key of an account. */
    Share share(int account) {
        if (account >= shares.length) {
            shares = Arrays.copyOf(shares, account + 1);
        }
        Share share = shares[account];
        if (share == null) {
            share = new Share(this::credit);
            shares[account] = share;
        }
        return share;
    }

    /** Its own CPU time. */
    Share cpu() {
        return cpu;
    }

    /** CPU time of children that ended without a line. */
    Share children() {
        return children;
    }

    /** Whether anything it used waits for the energy of an account. */
    boolean waits(int account) {
        Share share = account < shares.length ? shares[account] : null;
        return (share != null && share.waits()) || (account == Ledger.CPU && children.waits());
    }

    long energyMicrojoules() {
        return energyMicrojoules;
    }

    /** A source gives the same process object until something about the process changes. */
    @SuppressWarnings("ReferenceEquality")
    ProcessTotal publish() {
        long cpuTime = cpu.settled() + children.settled();
        ProcessTotal last = published;
        if (last == null
                || last.energy().microjoules() != energyMicrojoules
                || last.cpuTime().toNanos() != cpuTime
                || last.isEnded() != hasEnded()
                || last.process() != process) {
            last = new ProcessTotal(
                    process,
                    new Energy(energyMicrojoules),
                    new Energy(children.microjoules()),
                    new Energy(energyMicrojoules - cpu.microjoules() - children.microjoules()),
                    Duration.ofNanos(cpuTime),
                    hasEnded());
            published = last;
        }
        return last;
    }
}
