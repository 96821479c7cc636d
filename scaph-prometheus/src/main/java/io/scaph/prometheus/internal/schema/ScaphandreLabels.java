package io.scaph.prometheus.internal.schema;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.view.GroupKind;
import io.scaph.prometheus.internal.view.GroupLabels;
import java.util.List;

/** The labels of processes and groups, as Scaphandre names them. */
final class ScaphandreLabels {
    static final List<GroupLabels<?>> GROUPS = List.of(
            new GroupLabels<>(
                    GroupKind.CONTAINER,
                    ScaphandreLabels::container,
                    LabelSet.builder()
                            .with("container_id", "other")
                            .with("container_names", "other")
                            .build()),
            JobLabels.GROUP,
            new GroupLabels<>(GroupKind.UNIT, ScaphandreLabels::unit, LabelSet.of("unit", "other")),
            new GroupLabels<>(
                    GroupKind.USER,
                    ScaphandreLabels::user,
                    LabelSet.builder()
                            .with("uid", "other")
                            .with("user", "other")
                            .build()));

    private ScaphandreLabels() {}

    static LabelSet process(ProcessInfo process, String since) {
        LabelSet.Builder labels = LabelSet.builder()
                .with("pid", Long.toString(process.pid()))
                .with("exe", process.executable())
                .with("comm", Names.lasting(process.name()))
                .with("since", since)
                .with("cmdline", process.commandLine().map(Secrets::masked))
                .with("vmname", process.virtualMachine())
                .with("unit", process.unit());
        process.container().ifPresent(container -> describe(labels, container));
        process.job().ifPresent(job -> JobLabels.describe(labels, job));
        return labels.build();
    }

    private static LabelSet container(Container container, String since) {
        LabelSet.Builder labels = LabelSet.builder();
        describe(labels, container);
        return labels.with("since", since).build();
    }

    private static LabelSet unit(Unit unit, String since) {
        return LabelSet.builder().with("unit", unit.name()).with("since", since).build();
    }

    private static LabelSet user(User user, String since) {
        return LabelSet.builder()
                .with("uid", Long.toString(user.uid()))
                .with("user", user.name())
                .with("since", since)
                .build();
    }

    private static void describe(LabelSet.Builder labels, Container container) {
        labels.with("container_scheduler", container.scheduler())
                .with("container_runtime", container.runtime())
                .with("container_id", container.id())
                .with("container_names", container.name());
        container.labels().forEach(labels::withForeign);
    }
}
