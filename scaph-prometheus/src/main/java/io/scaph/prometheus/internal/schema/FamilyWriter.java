package io.scaph.prometheus.internal.schema;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Usage;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.exposition.Sink.Kind;
import io.scaph.prometheus.internal.view.View;
import java.util.OptionalLong;

/** Writes families of a single point. If its value is unknown, the family is left out. */
record FamilyWriter(Sink sink, EnergyUnit unit) {
    private static final int NANO_DECIMALS = 9;

    void counter(String name, String help, long value) {
        one(name, Kind.COUNTER, help, LabelSet.NONE, OptionalLong.of(value), 0);
    }

    void counter(String name, String help, OptionalLong value) {
        one(name, Kind.COUNTER, help, LabelSet.NONE, value, 0);
    }

    void gauge(String name, String help, long value) {
        one(name, Kind.GAUGE, help, LabelSet.NONE, OptionalLong.of(value), 0);
    }

    void gauge(String name, String help, OptionalLong value) {
        one(name, Kind.GAUGE, help, LabelSet.NONE, value, 0);
    }

    void gauge(String name, String help, OptionalLong value, int decimals) {
        one(name, Kind.GAUGE, help, LabelSet.NONE, value, decimals);
    }

    /** A counter of time. */
    void totalSeconds(String name, String help, OptionalLong nanos) {
        one(name, Kind.COUNTER, help, LabelSet.NONE, nanos, NANO_DECIMALS);
    }

    /** A gauge of time. */
    void seconds(String name, String help, long nanos) {
        one(name, Kind.GAUGE, help, LabelSet.NONE, OptionalLong.of(nanos), NANO_DECIMALS);
    }

    /** A counter of energy. The unit is added to the name, and to the help in the place of {@code {}}. */
    void energy(String prefix, String help, LabelSet labels, Energy energy) {
        one(
                prefix + unit.energySuffix,
                Kind.COUNTER,
                unit.energyHelp(help),
                labels,
                OptionalLong.of(energy.microjoules()),
                unit.decimals);
    }

    /** A gauge of power, as {@link #energy} does it for energy. */
    void power(String prefix, String help, LabelSet labels, Usage usage) {
        one(prefix + unit.powerSuffix, Kind.GAUGE, unit.powerHelp(help), labels, View.microwatts(usage), unit.decimals);
    }

    private void one(String name, Kind kind, String help, LabelSet labels, OptionalLong value, int decimals) {
        if (value.isPresent()) {
            sink.family(name, kind, help);
            sink.point(labels, value.getAsLong(), decimals);
        }
    }
}
