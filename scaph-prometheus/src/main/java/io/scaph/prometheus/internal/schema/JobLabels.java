package io.scaph.prometheus.internal.schema;

import io.scaph.api.workload.Job;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.view.GroupKind;
import io.scaph.prometheus.internal.view.GroupLabels;

/**
 * The labels of jobs of batch schedulers, the same in all schemas. Not {@code job}: Prometheus gives that label to each target that
 * it scrapes, and a push gateway to what is pushed.
 */
final class JobLabels {
    static final GroupLabels<Job> GROUP = new GroupLabels<>(
            GroupKind.JOB,
            JobLabels::labels,
            LabelSet.builder()
                    .with("batch_job", "other")
                    .with("batch_scheduler", "other")
                    .build());

    private JobLabels() {}

    static void describe(LabelSet.Builder labels, Job job) {
        labels.with("batch_job", job.id()).with("batch_scheduler", job.scheduler());
    }

    private static LabelSet labels(Job job, String since) {
        LabelSet.Builder labels = LabelSet.builder();
        describe(labels, job);
        return labels.with("since", since).build();
    }
}
