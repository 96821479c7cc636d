package io.scaph.api.internal.ledger;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Groups;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What containers, jobs, units and users have used: other sums over the same energy as the lines of processes. */
final class Totals {
    /** A user without a process mostly comes back, unlike a container. */
    private static final int MOST_IDLE_USERS = 10_000;

    private final GroupTotals<Container> containers = new GroupTotals<>(0);
    private final GroupTotals<Job> jobs = new GroupTotals<>(0);
    private final GroupTotals<Unit> units = new GroupTotals<>(0);
    private final GroupTotals<User> users = new GroupTotals<>(MOST_IDLE_USERS);
    private final List<ControlGroupTotal> controlGroups = new ArrayList<>();
    private final Recipient ended;

    /**
     * Begins without groups.
     *
     * @param ended gets the energy of processes that ended unseen in containers and jobs
     */
    Totals(Recipient ended) {
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
        if (ofContainer != null) {
            return find(ofContainer.controlGroups, ofContainer, ofJob);
        }
        return ofJob == null ? null : find(ofJob.controlGroups, null, ofJob);
    }

    private ControlGroupTotal find(
            List<ControlGroupTotal> known, @Nullable GroupTotal<Container> container, @Nullable GroupTotal<Job> job) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).isOf(container, job)) {
                return known.get(i);
            }
        }
        ControlGroupTotal made = new ControlGroupTotal(container, job, ended);
        controlGroups.add(made);
        if (container != null) {
            container.controlGroups.add(made);
        }
        if (job != null) {
            job.controlGroups.add(made);
        }
        return made;
    }

    /** Collects the CPU time of processes that ended unseen in containers and jobs. */
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

    /** Forgets the control groups of containers and jobs that are gone; after those were published. */
    void forgetGone() {
        for (int i = 0; i < controlGroups.size(); i++) {
            controlGroups.get(i).leaveIfGone();
        }
        controlGroups.removeIf(ControlGroupTotal::isGone);
    }

    Groups<Container> publishContainers(long pass, long sequence, long seenByAll) {
        return containers.publish(pass, sequence, seenByAll);
    }

    Groups<Job> publishJobs(long pass, long sequence, long seenByAll) {
        return jobs.publish(pass, sequence, seenByAll);
    }

    Groups<Unit> publishUnits(long pass, long sequence, long seenByAll) {
        return units.publish(pass, sequence, seenByAll);
    }

    Groups<User> publishUsers(long pass, long sequence, long seenByAll) {
        return users.publish(pass, sequence, seenByAll);
    }
}
