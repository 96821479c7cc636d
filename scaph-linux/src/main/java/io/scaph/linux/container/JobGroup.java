package io.scaph.linux.container;

import io.scaph.api.workload.Job;
import org.jspecify.annotations.Nullable;

/**
 * The control group of a job.
 *
 * @param job the job
 * @param path its path; the groups below it belong to the same job
 * @param hierarchy the tree of the path; null if that does not account for CPU time
 */
record JobGroup(Job job, String path, @Nullable Hierarchy hierarchy) implements KnownGroup.Place {}
