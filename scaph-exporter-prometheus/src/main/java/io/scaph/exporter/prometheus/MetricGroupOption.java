package io.scaph.exporter.prometheus;

import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.prometheus.internal.publishing.PublicationSettings;
import io.scaph.prometheus.internal.view.MetricGroup;
import java.util.List;

/**
 * The options of one kind of group.
 *
 * @param group the kind
 * @param detail what the monitor must read for it
 * @param wanted whether to publish it
 * @param most how many groups have their own line
 */
record MetricGroupOption(MetricGroup<?> group, WorkloadDetail detail, Option<Boolean> wanted, Option<Long> most) {
    private static final Option<Boolean> CONTAINERS =
            Option.flag("containers", "label processes with container and batch job, and publish their energy");

    static final List<MetricGroupOption> ALL = List.of(
            of(MetricGroup.CONTAINER, WorkloadDetail.CONTAINER, CONTAINERS),
            of(MetricGroup.JOB, WorkloadDetail.CONTAINER, CONTAINERS),
            of(
                    MetricGroup.UNIT,
                    WorkloadDetail.UNIT,
                    Option.flag("units", "label processes with their systemd unit, and publish each unit's energy")),
            of(
                    MetricGroup.USER,
                    WorkloadDetail.USER,
                    Option.flag("users", "publish the energy of each user's processes")));

    private static MetricGroupOption of(MetricGroup<?> group, WorkloadDetail detail, Option<Boolean> wanted) {
        String many = group.name() + "s";
        return new MetricGroupOption(
                group,
                detail,
                wanted,
                Option.integer("max-" + many, "N", "give the N busiest " + many + " a line each, all others share one")
                        .withDefault((long) PublicationSettings.DEFAULT_MOST));
    }

    /** The number of groups with their own line. */
    int most(Options options) {
        return MetricOptions.most(options, most);
    }
}
