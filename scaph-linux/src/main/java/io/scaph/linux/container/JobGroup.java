package io.scaph.linux.container;

import io.scaph.api.workload.Job;

/**
 * The control group of a job.
 *
 * @param job the job
 * @param path its path; the groups below it belong to the same job
 */
record JobGroup(Job job, String path) {}
