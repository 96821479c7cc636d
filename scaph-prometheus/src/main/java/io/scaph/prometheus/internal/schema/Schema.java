package io.scaph.prometheus.internal.schema;

import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.view.GroupLabels;
import io.scaph.prometheus.internal.view.MetricGroup;
import java.util.List;

/** Names, units and labels of metrics. */
public interface Schema {
    /**
     * The labels of jobs of batch schedulers, the same in all schemas. Not {@code job}: Prometheus sets that label on each
     * target that it scrapes, and a Pushgateway on pushed metrics.
     */
    GroupLabels<Job> JOBS = GroupLabels.of(MetricGroup.JOB, Schema::describe, "batch_job", "batch_scheduler");

    /**
     * Adds the labels of a job.
     *
     * @param labels other labels
     * @param job the job
     * @return all labels
     */
    static LabelSet describe(LabelSet labels, Job job) {
        return labels.with("batch_job", job.id()).with("batch_scheduler", job.scheduler());
    }

    /**
     * Returns the labels of systemd units.
     *
     * @param name the label for the name of the unit
     * @return the labels
     */
    static GroupLabels<Unit> units(String name) {
        return GroupLabels.of(MetricGroup.UNIT, (labels, unit) -> labels.with(name, unit.name()), name);
    }

    /**
     * Returns the labels of users.
     *
     * @param id the label for the number of the user
     * @param name the label for the name of the user
     * @return the labels
     */
    static GroupLabels<User> users(String id, String name) {
        return GroupLabels.of(
                MetricGroup.USER,
                (labels, user) -> labels.with(id, Long.toString(user.uid())).with(name, user.name()),
                id,
                name);
    }

    /**
     * Writes all metrics.
     *
     * @param data what is known
     * @param sink where to write
     */
    void write(MetricData data, Sink sink);

    /**
     * Returns the labels of a process.
     *
     * @param process the process
     * @param since when its line began to count, in seconds since 1970
     * @return its labels
     */
    LabelSet process(ProcessInfo process, String since);

    /**
     * Returns the labels of groups.
     *
     * @return the labels of each kind of group, in the order in which they are published
     */
    List<GroupLabels<?>> groups();

    /**
     * Returns the schema of a name.
     *
     * @param name the value of the option {@code --schema}
     * @return the schema
     * @throws IllegalArgumentException if none has that name; the message is for the user
     */
    static Schema of(String name) {
        return switch (name) {
            case "scaphandre" -> new ScaphandreSchema();
            case "semconv" -> new SemconvSchema();
            default ->
                throw new IllegalArgumentException(
                        "--schema: there is no schema '" + name + "': choose scaphandre or semconv");
        };
    }
}
