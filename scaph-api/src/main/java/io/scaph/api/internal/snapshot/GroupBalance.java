package io.scaph.api.internal.snapshot;

import io.scaph.api.snapshot.Groups;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;

/** What groups of processes used: other sums over the same energy as the lines of processes. */
public record GroupBalance(Groups<Container> containers, Groups<Job> jobs, Groups<Unit> units, Groups<User> users) {}
