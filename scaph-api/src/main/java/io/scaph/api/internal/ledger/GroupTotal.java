package io.scaph.api.internal.ledger;

import io.scaph.api.workload.Group;
import java.util.ArrayList;
import java.util.List;

/** What the processes of one group have used, those that ended as well. */
final class GroupTotal<G extends Group> implements Recipient {
    G group;
    /** Which line it is among those of its kind. */
    final long number;

    private long energyMicrojoules;
    /** The last pass that saw a process in it, or its control group. */
    private long pass;
    /** How many lines of processes are in it. Energy may still come for one that has ended. */
    private int lines;
    /** The first snapshot that shows that it has ended. */
    long finalSequence = Long.MAX_VALUE;
    /** Its energy has moved to the sum of the groups that are gone. */
    boolean gone;

    /** The control groups that are of it or in it. */
    final List<ControlGroupTotal> controlGroups = new ArrayList<>(1);

    GroupTotal(G group, long number) {
        this.group = group;
        this.number = number;
    }

    @Override
    public void credit(long microjoules) {
        energyMicrojoules += microjoules;
    }

    long energyMicrojoules() {
        return energyMicrojoules;
    }

    void seen(long inPass) {
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
}
