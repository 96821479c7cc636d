package io.scaph.prometheus.internal.exposition;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects metrics for the official client. Its counters always end in {@code _total}; one whose name does not is handed
 * over without a type, because the name is what dashboards ask for.
 */
public final class ClientSink implements Sink {
    private static final String TOTAL = "_total";
    private static final double[] SCALES = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private final List<MetricSnapshot> families = new ArrayList<>();
    private String name = "";
    private Kind kind = Kind.GAUGE;
    private String help = "";
    private List<CounterDataPointSnapshot> counters = new ArrayList<>();
    private List<GaugeDataPointSnapshot> gauges = new ArrayList<>();
    private List<UnknownDataPointSnapshot> others = new ArrayList<>();

    /** Begins with nothing. */
    public ClientSink() {}

    @Override
    public void family(String familyName, Kind familyKind, String familyHelp) {
        end();
        name = familyName;
        kind = familyKind;
        help = familyHelp;
    }

    @Override
    public void point(LabelSet labels, long value, int decimals) {
        double number = value / SCALES[decimals];
        if (kind == Kind.GAUGE) {
            gauges.add(new GaugeDataPointSnapshot(number, labels.ofClient(), null));
        } else if (name.endsWith(TOTAL)) {
            counters.add(new CounterDataPointSnapshot(number, labels.ofClient(), null, 0));
        } else {
            others.add(new UnknownDataPointSnapshot(number, labels.ofClient(), null));
        }
    }

    private void end() {
        if (!gauges.isEmpty()) {
            families.add(new GaugeSnapshot(new MetricMetadata(name, help), gauges));
            gauges = new ArrayList<>();
        }
        if (!counters.isEmpty()) {
            String family = name.substring(0, name.length() - TOTAL.length());
            families.add(new CounterSnapshot(new MetricMetadata(family, help), counters));
            counters = new ArrayList<>();
        }
        if (!others.isEmpty()) {
            families.add(new UnknownSnapshot(new MetricMetadata(name, help), others));
            others = new ArrayList<>();
        }
    }

    /**
     * Ends it.
     *
     * @return all that was told
     */
    public MetricSnapshots finish() {
        end();
        return new MetricSnapshots(families);
    }
}
