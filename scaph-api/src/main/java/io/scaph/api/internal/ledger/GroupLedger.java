package io.scaph.api.internal.ledger;

import io.scaph.api.internal.snapshot.Balance.GroupBalance;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The totals of containers, jobs, units and users: other sums over the same energy as the lines of processes. */
final class GroupLedger {
    /** A user without a process mostly comes back, unlike a container. */
    private static final int MOST_IDLE_USERS = 10_000;

    private final GroupTotals<Container> containers = new GroupTotals<>(0);
    private final GroupTotals<Job> jobs = new GroupTotals<>(0);
    private final GroupTotals<Unit> units = new GroupTotals<>(0);
    private final GroupTotals<User> users = new GroupTotals<>(MOST_IDLE_USERS);
    private final List<ControlGroupTotal> controlGroups = new ArrayList<>();
    private final LongConsumer ended;

    /**
     * Starts without groups.
     *
     * @param ended gets the energy of processes that ended without a line in containers and jobs
     */
    GroupLedger(LongConsumer ended) {
        this.ended = ended;
    }

    /** The groups that a process is in now. */
    GroupTotal<?>[] of(ProcessInfo process) {
        return Stream.<Optional<? extends GroupTotal<?>>>of(
                        process.container().map(containers::of),
                        process.job().map(jobs::of),
                        process.unit().map(Unit::of).map(units::of),
                        process.user().map(users::of))
                .flatMap(Optional::stream)
                .toArray(GroupTotal<?>[]::new);
    }

    /** The control group of what is in a container, in a job, or in both; null if it is in neither. */
    @Nullable
    ControlGroupTotal of(Optional<Container> container, Optional<Job> job) {
        GroupTotal<Container> ofContainer = container.isPresent() ? containers.of(container.get()) : null;
        GroupTotal<Job> ofJob = job.isPresent() ? jobs.of(job.get()) : null;
        GroupTotal<?> first = ofContainer == null ? ofJob : ofContainer;
        if (first == null) {
            return null;
        }
        List<ControlGroupTotal> known = first.controlGroups();
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).isOf(ofContainer, ofJob)) {
                return known.get(i);
            }
        }
        ControlGroupTotal created = new ControlGroupTotal(ofContainer, ofJob, ended);
        controlGroups.add(created);
        known.add(created);
        return created;
    }

    /** Collects the CPU time of processes that ended without a line in containers and jobs. */
    void addUnseen(List<Share> shares) {
        for (int i = 0; i < controlGroups.size(); i++) {
            Share share = controlGroups.get(i).takeUnseen();
            if (share.waits()) {
                shares.add(share);
            }
        }
    }

    void settle() {
        for (int i = 0; i < controlGroups.size(); i++) {
            controlGroups.get(i).settle();
        }
    }

    /**
     * Returns the lines of groups, after those that may be removed were removed.
     *
     * @param pass the last pass that read all processes: a group without a process in it has ended
     * @param sequence the number of the snapshot that will hold the lines
     * @param seenByAll the newest snapshot that every open reader has seen
     */
    GroupBalance publish(long pass, long sequence, long seenByAll) {
        GroupBalance balance = new GroupBalance(
                containers.publish(pass, sequence, seenByAll),
                jobs.publish(pass, sequence, seenByAll),
                units.publish(pass, sequence, seenByAll),
                users.publish(pass, sequence, seenByAll));
        controlGroups.removeIf(ControlGroupTotal::leaveIfRemoved);
        return balance;
    }
}
