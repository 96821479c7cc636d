package io.scaph.prometheus.internal.schema;

import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.view.GroupLabels;
import java.util.List;
import java.util.Optional;

/** Names, units and labels for what is known. */
public interface Schema {
    /**
     * Tells everything.
     *
     * @param facts what is known
     * @param sink is told
     */
    void tell(Facts facts, Sink sink);

    /**
     * The labels of a process.
     *
     * @param process who
     * @param since since when its line counts, in seconds since 1970
     * @return its labels
     */
    LabelSet process(ProcessInfo process, String since);

    /**
     * The labels of groups.
     *
     * @return the labels of each kind of group, in the order in which they are published
     */
    List<GroupLabels<?>> groups();

    /**
     * The schema of a name.
     *
     * @param name as users type it
     * @return the schema; empty if there is none of that name
     */
    static Optional<Schema> of(String name) {
        return switch (name) {
            case "scaphandre" -> Optional.of(new ScaphandreSchema());
            case "semconv" -> Optional.of(new SemconvSchema());
            default -> Optional.empty();
        };
    }
}
