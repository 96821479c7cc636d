package io.scaph.prometheus.internal.exposition;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Collects metrics for the official client, whose counters always end in {@code _total}. A counter with another name is passed
 * on without a type, because dashboards use the name.
 */
public final class ClientSink implements Sink {
    private static final String TOTAL = "_total";

    private final List<MetricSnapshot> families = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();
    private String name = "";
    private MetricType kind = MetricType.GAUGE;
    private String help = "";

    private record Point(double value, Labels labels) {}

    /** Starts without metrics. */
    public ClientSink() {}

    @Override
    public void family(String familyName, MetricType familyKind, String familyHelp) {
        endFamily();
        name = familyName;
        kind = familyKind;
        help = familyHelp;
    }

    @Override
    public void point(LabelSet labels, long value, int decimals) {
        points.add(new Point(value / Math.pow(10, decimals), labels.ofClient()));
    }

    private void endFamily() {
        if (points.isEmpty()) {
            return;
        }
        MetricMetadata metadata = new MetricMetadata(name, help);
        if (kind == MetricType.GAUGE) {
            families.add(new GaugeSnapshot(
                    metadata, points((value, labels) -> new GaugeDataPointSnapshot(value, labels, null))));
        } else if (name.endsWith(TOTAL)) {
            String family = name.substring(0, name.length() - TOTAL.length());
            families.add(new CounterSnapshot(
                    new MetricMetadata(family, help),
                    points((value, labels) -> new CounterDataPointSnapshot(value, labels, null, 0))));
        } else {
            families.add(new UnknownSnapshot(
                    metadata, points((value, labels) -> new UnknownDataPointSnapshot(value, labels, null))));
        }
        points.clear();
    }

    private <P> List<P> points(BiFunction<Double, Labels, P> make) {
        return points.stream()
                .map(point -> make.apply(point.value, point.labels))
                .toList();
    }

    /**
     * Ends the last family.
     *
     * @return all metrics
     */
    public MetricSnapshots finish() {
        endFamily();
        return new MetricSnapshots(families);
    }
}
