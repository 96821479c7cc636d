package io.scaph.prometheus.internal.schema;

import io.scaph.prometheus.internal.host.HostGauges;
import io.scaph.prometheus.internal.host.SlowGauges;
import io.scaph.prometheus.internal.view.View;

/**
 * All that is known at one moment.
 *
 * @param view the last tick
 * @param host the machine's own gauges
 * @param slow those that take time to read
 * @param self what scaph itself costs
 */
public record MetricData(View view, HostGauges host, SlowGauges.Values slow, SelfCost self) {}
