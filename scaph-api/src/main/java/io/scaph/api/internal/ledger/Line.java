package io.scaph.api.internal.ledger;

import io.scaph.api.internal.value.ProcessTotal;
import io.scaph.api.snapshot.ProcessInfo;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of one process. */
final class Line {
    private static final GroupTotal<?>[] NO_GROUPS = {};

    ProcessInfo process;
    /** The highest reading of its CPU clock. */
    long cpuNanos;
    /** CPU time that waits for its energy: its own, and that of children that ended unseen. */
    long unpostedNanos;

    long unpostedChildNanos;
    /** CPU time that has its energy, or never will. */
    long postedNanos;

    long energyMicrojoules;
    long childMicrojoules;
    /** Of its energy, that of devices. */
    private long deviceMicrojoules;
    /** The time of each device that waits for its energy; null until a device has worked for it. */
    private long @Nullable [] deviceNanos;

    private int awaitedDevices;

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

    /** The energy of its own CPU time, then that of its children's. */
    void credit(long ownMicrojoules, long moreChildMicrojoules) {
        childMicrojoules += moreChildMicrojoules;
        credit(ownMicrojoules + moreChildMicrojoules);
    }

    private void credit(long more) {
        energyMicrojoules += more;
        for (GroupTotal<?> group : groups) {
            group.energyMicrojoules += more;
        }
    }

    /** The energy of what a device did for it. */
    void creditDevice(long more) {
        deviceMicrojoules += more;
        credit(more);
    }

    /** A device worked for it; true if none of that device's time was waiting before. */
    boolean awaitDevice(int device, int devices, long nanos) {
        long[] waiting = deviceNanos;
        if (waiting == null) {
            waiting = new long[devices];
            deviceNanos = waiting;
        }
        boolean first = waiting[device] == 0;
        waiting[device] = Times.sum(waiting[device], nanos);
        awaitedDevices += first ? 1 : 0;
        return first;
    }

    boolean awaitsDevices() {
        return awaitedDevices > 0;
    }

    /** The time of a device that waits for its energy. */
    long deviceNanos(int device) {
        return deviceNanos == null ? 0 : deviceNanos[device];
    }

    /** Answers with the time of a device that waited, and lets it wait no longer. */
    long settleDevice(int device) {
        long nanos = deviceNanos(device);
        if (deviceNanos != null && nanos > 0) {
            deviceNanos[device] = 0;
            awaitedDevices--;
        }
        return nanos;
    }

    /** Whether no CPU time waits for its energy. */
    boolean isSettled() {
        return unpostedNanos == 0 && unpostedChildNanos == 0;
    }

    void settle() {
        postedNanos += unpostedNanos + unpostedChildNanos;
        unpostedNanos = 0;
        unpostedChildNanos = 0;
    }

    /** A source gives the same process object for as long as nothing about the process changes. */
    @SuppressWarnings("ReferenceEquality")
    ProcessTotal publish() {
        ProcessTotal last = published;
        if (last == null
                || last.energyMicrojoules() != energyMicrojoules
                || last.cpuNanos() != postedNanos
                || last.isEnded() != ended
                || last.process() != process) {
            last = new ProcessTotal(
                    process, energyMicrojoules, childMicrojoules, deviceMicrojoules, postedNanos, ended);
            published = last;
        }
        return last;
    }
}
