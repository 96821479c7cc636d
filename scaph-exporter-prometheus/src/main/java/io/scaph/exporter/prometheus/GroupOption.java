package io.scaph.exporter.prometheus;

import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.prometheus.internal.publishing.Content;
import io.scaph.prometheus.internal.view.GroupKind;
import java.util.List;

/**
 * The options of a kind of group: whether it is published, and how many of its groups have a line of their own.
 *
 * @param kind the kind
 * @param detail what the monitor must read for it
 * @param wanted whether to publish it
 * @param most how many groups have a line
 */
record GroupOption(GroupKind<?> kind, WorkloadDetail detail, Option<Boolean> wanted, Option<Long> most) {
    private static final GroupOption CONTAINERS = of(
            GroupKind.CONTAINER,
            WorkloadDetail.CONTAINER,
            "label processes with container and batch job, and publish their energy");

    static final List<GroupOption> ALL = List.of(
            CONTAINERS,
            of(GroupKind.JOB, WorkloadDetail.CONTAINER, CONTAINERS.wanted),
            of(
                    GroupKind.UNIT,
                    WorkloadDetail.UNIT,
                    "label processes with their systemd unit, and publish each unit's energy"),
            of(GroupKind.USER, WorkloadDetail.USER, "publish the energy of each user's processes"));

    private static GroupOption of(GroupKind<?> kind, WorkloadDetail detail, String description) {
        return of(kind, detail, Option.flag(kind.name() + "s", description));
    }

    private static GroupOption of(GroupKind<?> kind, WorkloadDetail detail, Option<Boolean> wanted) {
        String many = kind.name() + "s";
        return new GroupOption(
                kind,
                detail,
                wanted,
                Option.integer("max-" + many, "N", "give the N busiest " + many + " a line each, all others share one")
                        .withDefault((long) Content.DEFAULT_MOST));
    }

    /** How many groups have a line of their own. */
    int most(Options options) {
        return MetricOptions.most(most.name(), options.get(most));
    }
}
