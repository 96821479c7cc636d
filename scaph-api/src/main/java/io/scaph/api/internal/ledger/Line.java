package io.scaph.api.internal.ledger;

import io.scaph.api.internal.value.ProcessTotal;
import io.scaph.api.snapshot.ProcessInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of one process. */
final class Line implements Recipient {
    private static final GroupTotal<?>[] NO_GROUPS = {};

    ProcessInfo process;
    /** The highest reading of its CPU clock. */
    long cpuNanos;

    private long energyMicrojoules;
    /** By the number of the account; null before the first use. */
    private @Nullable Share[] shares = new @Nullable Share[] {new Share(this)};

    private final Share children = new Share(this);

    private GroupTotal<?>[] groups = NO_GROUPS;
    /** The control group that its CPU time is in, if that is a container's or a job's. */
    @Nullable
    ControlGroupTotal controlGroup;

    long pass;
    boolean ended;
    /** In which pass it ended. */
    long endedPass;
    /** The first snapshot that shows the line with its final total. */
    long finalSequence = Long.MAX_VALUE;
    /** Everybody has seen that total. */
    boolean over;

    private @Nullable ProcessTotal published;

    Line(ProcessInfo process, long cpuNanos) {
        this.process = process;
        this.cpuNanos = cpuNanos;
    }

    /** It is in these groups from now on; what it used before stays in those that it was in. */
    void join(GroupTotal<?>... now) {
        for (GroupTotal<?> group : now) {
            group.lines++;
        }
        leave();
        groups = now;
    }

    /** No energy will come for it any more. */
    void leave() {
        for (GroupTotal<?> group : groups) {
            group.lines--;
        }
        groups = NO_GROUPS;
    }

    /** Its groups have a process in this pass. */
    void seen(long inPass) {
        for (GroupTotal<?> group : groups) {
            group.pass = inPass;
        }
    }

    @Override
    public void credit(long more) {
        energyMicrojoules += more;
        for (GroupTotal<?> group : groups) {
            group.energyMicrojoules += more;
        }
    }

    /** What it used of the key of an account. */
    Share share(int account) {
        if (account >= shares.length) {
            shares = Arrays.copyOf(shares, account + 1);
        }
        Share share = shares[account];
        if (share == null) {
            share = new Share(this);
            shares[account] = share;
        }
        return share;
    }

    /** CPU time of children that ended unseen. */
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

    /** A source gives the same process object for as long as nothing about the process changes. */
    @SuppressWarnings("ReferenceEquality")
    ProcessTotal publish() {
        Share cpu = share(Ledger.CPU);
        long cpuTime = cpu.settled() + children.settled();
        ProcessTotal last = published;
        if (last == null
                || last.energyMicrojoules() != energyMicrojoules
                || last.cpuNanos() != cpuTime
                || last.isEnded() != ended
                || last.process() != process) {
            long devices = energyMicrojoules - cpu.microjoules() - children.microjoules();
            last = new ProcessTotal(process, energyMicrojoules, children.microjoules(), devices, cpuTime, ended);
            published = last;
        }
        return last;
    }
}
