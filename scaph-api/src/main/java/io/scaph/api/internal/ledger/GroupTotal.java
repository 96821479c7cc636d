package io.scaph.api.internal.ledger;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.GroupLine;
import io.scaph.api.workload.Group;
import java.util.ArrayList;
import java.util.List;

/** What the processes of one group have used, including those that ended. */
final class GroupTotal<G extends Group> {
    private G group;
    /** Which line it is among those of its kind. */
    private final long number;

    private long energyMicrojoules;
    /** The last pass that saw a process in it, or its control group. */
    private long pass;
    /** How many lines of processes are in it. Energy may still come for one that has ended. */
    private int lines;
    /** The first snapshot that shows that it has ended. */
    private long finalSequence = Long.MAX_VALUE;

    private boolean removed;
    private final List<ControlGroupTotal> controlGroups = new ArrayList<>(1);

    GroupTotal(G group, long number) {
        this.group = group;
        this.number = number;
    }

    /** Takes the newest description of the group, which has a process. */
    void describe(G now) {
        group = now;
        finalSequence = Long.MAX_VALUE;
    }

    Object identity() {
        return group.identity();
    }

    void credit(long microjoules) {
        energyMicrojoules += microjoules;
    }

    long energyMicrojoules() {
        return energyMicrojoules;
    }

    /** Records a process in the group, or its control group, in a pass. */
    void markSeen(long inPass) {
        pass = inPass;
    }

    boolean hasEnded(long inPass) {
        return pass < inPass;
    }

    void join() {
        lines++;
    }

    void leave() {
        lines--;
    }

    boolean hasLines() {
        return lines > 0;
    }

    /** Whether no reader that has seen a snapshot still needs the line. */
    boolean isSeenBy(long sequence) {
        return energyMicrojoules == 0 || finalSequence <= sequence;
    }

    /** Removes the line: its energy has moved to the sum of those without one. */
    void remove() {
        removed = true;
    }

    boolean isRemoved() {
        return removed;
    }

    /** The control groups that are found by it: those of a container, and those of a job without a container. */
    List<ControlGroupTotal> controlGroups() {
        return controlGroups;
    }

    /** Returns the line for a snapshot. */
    GroupLine<G> publish(boolean ended, long sequence) {
        if (ended) {
            finalSequence = Math.min(finalSequence, sequence);
        }
        return new GroupLine<>(group, new Energy(energyMicrojoules), ended, number);
    }
}
