package io.scaph.prometheus.internal.schema;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Usage;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.view.View;
import java.util.OptionalLong;

/** Writes families with the type and help of the {@link MetricCatalogue}. */
record FamilyWriter(Sink sink, EnergyUnit unit) {
    private static final int NANO_DECIMALS = 9;

    /** Begins a family. */
    void family(String name) {
        MetricCatalogue.Description entry = MetricCatalogue.entry(name);
        sink.family(name, entry.kind(), entry.help());
    }

    /** A family of one point without labels. */
    void value(String name, long value) {
        value(name, OptionalLong.of(value), 0);
    }

    /** A family of one point without labels; no family if the value is unknown. */
    void value(String name, OptionalLong value) {
        value(name, value, 0);
    }

    /** A family of one point, in ns; no family if the value is unknown. */
    void seconds(String name, OptionalLong nanos) {
        value(name, nanos, NANO_DECIMALS);
    }

    /** A family of one point with decimals; no family if the value is unknown. */
    void value(String name, OptionalLong value, int decimals) {
        if (value.isPresent()) {
            family(name);
            sink.point(LabelSet.NONE, value.getAsLong(), decimals);
        }
    }

    /** A family of one counter of energy. */
    void energy(String prefix, LabelSet labels, Energy energy) {
        family(prefix + unit.energySuffix);
        sink.point(labels, energy.microjoules(), unit.decimals);
    }

    /** A family of one gauge of power; no family if it is unknown. */
    void power(String prefix, LabelSet labels, Usage usage) {
        OptionalLong microwatts = View.microwatts(usage);
        if (microwatts.isPresent()) {
            family(prefix + "_power" + unit.powerSuffix);
            sink.point(labels, microwatts.getAsLong(), unit.decimals);
        }
    }
}
