package io.scaph.api.internal.workload;

import io.scaph.api.workload.Job;

/** A job of a batch scheduler. */
public record JobRecord(String id, String scheduler) implements Job {
    @Override
    public Object identity() {
        return this;
    }
}
