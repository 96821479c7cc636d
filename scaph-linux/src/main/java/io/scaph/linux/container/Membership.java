package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import java.util.Optional;

/**
 * The container, job and unit of a process.
 *
 * @param container its container, with the description known so far
 * @param job the job of a batch scheduler that it belongs to
 * @param unit the innermost systemd unit that it runs in
 */
public record Membership(Optional<Container> container, Optional<Job> job, Optional<String> unit) {
    /**
     * Returns where a process belongs that already has a description.
     *
     * @param process the process
     * @return its container, job and unit
     */
    public static Membership of(ProcessInfo process) {
        return new Membership(process.container(), process.job(), process.unit());
    }

    /** For an unknown process. */
    public static final Membership NONE = new Membership(Optional.empty(), Optional.empty(), Optional.empty());
}
