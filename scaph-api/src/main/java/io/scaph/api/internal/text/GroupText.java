package io.scaph.api.internal.text;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.util.Optional;

/** Names of containers, jobs, units and users for people. */
public final class GroupText {
    private static final int SHORT_ID = 12;

    private GroupText() {}

    /**
     * Returns the title of a group.
     *
     * @param group any group
     * @return such as {@code web (kubernetes)}, {@code 123 (slurm)}, {@code nginx.service} or {@code root}
     */
    public static String title(Group group) {
        if (group instanceof Container container) {
            Optional<String> by = container.scheduler().or(container::runtime);
            return shortName(container) + by.map(name -> " (" + name + ")").orElse("");
        }
        if (group instanceof Job job) {
            return job.id() + " (" + job.scheduler() + ")";
        }
        if (group instanceof User user) {
            return user.name().orElse("uid " + user.uid());
        }
        return ((Unit) group).name();
    }

    /**
     * Returns the name of a container.
     *
     * @param container any container
     * @return the name, or the beginning of its id, as container runtimes show it
     */
    public static String shortName(Container container) {
        String id = container.id();
        return container.name().orElse(id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
    }
}
