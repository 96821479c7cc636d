package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The control group of a container or job that has a process now. */
final class KnownGroup implements AutoCloseable {
    private final String path;
    private final @Nullable Hierarchy hierarchy;
    private final @Nullable ControlGroup source;
    private final Optional<Job> job;
    private final GroupCpuTime time;
    private Optional<Container> container;
    private @Nullable KnownGroup outer;
    private long lastPass;

    private KnownGroup(
            String path,
            @Nullable Hierarchy hierarchy,
            @Nullable ControlGroup source,
            Optional<Job> job,
            Optional<Container> container,
            GroupCpuTime time) {
        this.path = path;
        this.hierarchy = hierarchy;
        this.source = source;
        this.job = job;
        this.container = container;
        this.time = time;
    }

    /** The group of a job. */
    static KnownGroup of(JobGroup group, GroupCpuTime time) {
        return new KnownGroup(group.path(), group.hierarchy(), null, Optional.of(group.job()), Optional.empty(), time);
    }

    /** The group of a container, with the job that the container is in, and its description for now. */
    static KnownGroup of(ControlGroup group, Optional<Job> job, Container container, GroupCpuTime time) {
        return new KnownGroup(group.path(), group.hierarchy(), group, job, Optional.of(container), time);
    }

    String path() {
        return path;
    }

    /** The group as its path describes it; null for the group of a job. */
    @Nullable
    ControlGroup source() {
        return source;
    }

    /** The job of this group, or the job that its container is in. */
    Optional<Job> job() {
        return job;
    }

    /** The newest description of this group's container; empty for the group of a job. */
    Optional<Container> container() {
        return container;
    }

    /** Sets the description, unless it is the same as before. */
    void setContainer(Container newest) {
        if (container.isEmpty() || !newest.equals(container.get())) {
            container = Optional.of(newest);
        }
    }

    /** Notes that a process is in it. */
    void see(long pass) {
        lastPass = pass;
    }

    /** Whether a process was in it in a pass. */
    boolean isSeen(long pass) {
        return lastPass == pass;
    }

    /** Sets the innermost known group around it; null if no known group is around it. */
    void setOuter(@Nullable KnownGroup around) {
        outer = around;
    }

    /** The container that a process directly in this group is in. */
    Optional<Container> innermostContainer() {
        return container.isPresent() || outer == null ? container : outer.innermostContainer();
    }

    /** Whether a group belongs to the same tree. */
    boolean isInTreeOf(KnownGroup other) {
        return hierarchy == other.hierarchy;
    }

    /** Reads its CPU time. All groups are read before {@link #ownNanos} of any. */
    void read(ByteBuffer buffer, boolean hold) {
        long grown = time.read(buffer, hold);
        if (outer != null) {
            outer.time.addInside(grown);
        }
    }

    /** Its CPU time without that of the known groups inside, in ns; -1 if it is unknown in this pass. */
    long ownNanos() {
        return time.settle();
    }

    @Override
    public void close() {
        time.close();
    }
}
