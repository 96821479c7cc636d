package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.ProcessWorkload;
import io.scaph.api.snapshot.Unit;
import io.scaph.api.snapshot.User;
import java.util.Optional;
import java.util.stream.Stream;

/** What containers, units and users have used: other sums over the same energy as the lines of workloads. */
final class Totals {
    /** A user without a process mostly comes back, unlike a container. */
    private static final int MOST_IDLE_USERS = 10_000;

    private final GroupTotals<Container, ContainerTotal> containers = new GroupTotals<>(ContainerTotal::new, 0);
    private final GroupTotals<Unit, GroupTotal<Unit>> units = new GroupTotals<>(GroupTotal::new, 0);
    private final GroupTotals<User, GroupTotal<User>> users = new GroupTotals<>(GroupTotal::new, MOST_IDLE_USERS);

    ContainerTotal of(Container container) {
        return containers.of(container);
    }

    /** The groups that a process is in now. */
    GroupTotal<?>[] of(ProcessWorkload process) {
        return Stream.<Optional<? extends GroupTotal<?>>>of(
                        process.container().map(containers::of),
                        process.unit().map(Unit::new).map(units::of),
                        process.user().map(users::of))
                .flatMap(Optional::stream)
                .toArray(GroupTotal<?>[]::new);
    }

    /** Takes the CPU time of workloads off that of their containers. */
    void subtract(Lines lines) {
        if (containers.size() == 0) {
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            ContainerTotal container = line.container();
            if (container != null) {
                container.subtract(Times.sum(line.unpostedNanos, line.unpostedChildNanos));
            }
        }
    }

    /** The CPU time of processes that ended unseen in any container. */
    long unseenNanos() {
        long nanos = 0;
        for (int i = 0; i < containers.size(); i++) {
            nanos = Times.sum(nanos, containers.get(i).unseenNanos());
        }
        return nanos;
    }

    /** Gives containers the energy of processes that ended unseen in them, and returns the sum. */
    long allocate(Apportionment parts, Times times) {
        long sum = 0;
        for (int i = 0; i < containers.size(); i++) {
            ContainerTotal total = containers.get(i);
            long nanos = total.unseenNanos();
            if (nanos > 0) {
                long part = parts.next(times.unseenShare(nanos));
                total.energyMicrojoules += part;
                sum += part;
            }
        }
        return sum;
    }

    void settle() {
        for (int i = 0; i < containers.size(); i++) {
            containers.get(i).settle();
        }
    }

    Groups<Container> publishContainers(long pass, long sequence, long seenByAll) {
        return containers.publish(pass, sequence, seenByAll);
    }

    Groups<Unit> publishUnits(long pass, long sequence, long seenByAll) {
        return units.publish(pass, sequence, seenByAll);
    }

    Groups<User> publishUsers(long pass, long sequence, long seenByAll) {
        return users.publish(pass, sequence, seenByAll);
    }
}
