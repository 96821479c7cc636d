package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.ContainerEnergy;
import io.scaph.api.snapshot.User;
import io.scaph.api.snapshot.UserEnergy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What containers and users have used: other sums over the same energy as the lines of workloads. */
final class Totals {
    private final Map<String, ContainerTotal> containersById = new HashMap<>();
    private final List<ContainerTotal> containers = new ArrayList<>();
    private final Map<Long, UserTotal> usersById = new HashMap<>();
    private final List<UserTotal> users = new ArrayList<>();

    ContainerTotal of(Container container) {
        ContainerTotal total = containersById.get(container.id());
        if (total == null) {
            total = new ContainerTotal(container);
            containersById.put(container.id(), total);
            containers.add(total);
        }
        total.container = container;
        total.finalSequence = Long.MAX_VALUE;
        return total;
    }

    UserTotal of(User user) {
        UserTotal total = usersById.get(user.uid());
        if (total == null) {
            total = new UserTotal(user);
            usersById.put(user.uid(), total);
            users.add(total);
        }
        total.user = user;
        return total;
    }

    /** Takes the CPU time of workloads off that of their containers. */
    void subtract(Lines lines) {
        if (containers.isEmpty()) {
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.container != null) {
                line.container.subtract(Times.sum(line.unpostedNanos, line.unpostedChildNanos));
            }
        }
    }

    /** The CPU time of those who ended unseen in any container. */
    long unseenNanos() {
        long nanos = 0;
        for (int i = 0; i < containers.size(); i++) {
            nanos = Times.sum(nanos, containers.get(i).unseenNanos());
        }
        return nanos;
    }

    /** Gives containers the energy of those who ended unseen in them, and answers with the sum. */
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

    List<ContainerEnergy> publishContainers(long pass, long sequence, long seenByAll) {
        if (containers.isEmpty()) {
            return List.of();
        }
        List<ContainerEnergy> published = new ArrayList<>(containers.size());
        for (ContainerTotal total : containers) {
            boolean ended = total.pass != pass;
            if (ended && (total.energyMicrojoules == 0 || total.finalSequence <= seenByAll)) {
                total.over = true;
                containersById.remove(total.container.id());
                continue;
            }
            if (ended && total.finalSequence == Long.MAX_VALUE) {
                total.finalSequence = sequence;
            }
            published.add(new ContainerEnergy(total.container, total.energyMicrojoules, ended));
        }
        containers.removeIf(total -> total.over);
        return published;
    }

    List<UserEnergy> publishUsers() {
        if (users.isEmpty()) {
            return List.of();
        }
        List<UserEnergy> published = new ArrayList<>(users.size());
        for (UserTotal total : users) {
            published.add(new UserEnergy(total.user, total.energyMicrojoules));
        }
        return published;
    }
}
