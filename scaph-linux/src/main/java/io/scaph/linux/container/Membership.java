package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import java.util.Optional;

/**
 * Where a process belongs.
 *
 * @param container its container, described as far as it is known now
 * @param job the job of a batch scheduler that it belongs to
 * @param unit the innermost systemd unit that it runs in
 */
public record Membership(Optional<Container> container, Optional<Job> job, Optional<String> unit) {
    /**
     * Where a process belongs that was described before.
     *
     * @param process the process
     * @return its container, job and unit
     */
    public static Membership of(ProcessInfo process) {
        return new Membership(process.container(), process.job(), process.unit());
    }

    /** Of a process of which nothing is known. */
    public static final Membership NONE = new Membership(Optional.empty(), Optional.empty(), Optional.empty());
}
