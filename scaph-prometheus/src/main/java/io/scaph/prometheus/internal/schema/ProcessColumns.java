package io.scaph.prometheus.internal.schema;

import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.view.Line;
import java.util.Map;
import java.util.OptionalLong;

/** Families with a point for each process that has a line of its own. */
record ProcessColumns(Facts facts, Sink sink) {
    /** A gauge or counter of what processes use besides energy. */
    @FunctionalInterface
    interface Column {
        OptionalLong of(Resources resources);
    }

    void resources(String name, Sink.Kind kind, String help, Column column) {
        sink.family(name, kind, help);
        Map<Object, Resources> resources = facts.slow().resources();
        for (Line<ProcessInfo> line : facts.view().listing().lines()) {
            Resources its = line.ended() ? null : resources.get(line.subject().identity());
            if (its != null) {
                OptionalLong value = column.of(its);
                if (value.isPresent()) {
                    sink.point(line.labels(), value.getAsLong(), 0);
                }
            }
        }
    }

    /** What a total grew by between the last two readings. */
    void growth(String name, String help, Column column) {
        sink.family(name, Sink.Kind.GAUGE, help);
        for (Line<ProcessInfo> line : facts.view().listing().lines()) {
            Resources its = line.ended()
                    ? null
                    : facts.slow().resources().get(line.subject().identity());
            Resources before = facts.slow().before().get(line.subject().identity());
            if (its != null && before != null) {
                OptionalLong value = column.of(its);
                OptionalLong valueBefore = column.of(before);
                if (value.isPresent() && valueBefore.isPresent()) {
                    sink.point(line.labels(), Math.max(0, value.getAsLong() - valueBefore.getAsLong()), 0);
                }
            }
        }
    }

    void power(String name, String help, LabelSet other, int decimals) {
        double factor = facts.view().microwattsPerMicrojoule();
        if (Double.isNaN(factor)) {
            return;
        }
        sink.family(name, Sink.Kind.GAUGE, help);
        for (Line<ProcessInfo> line : facts.view().listing().lines()) {
            // One that ended has power for as long as it is in the interval.
            if (!line.ended() || line.lastMicrojoules() > 0) {
                sink.point(line.labels(), Math.round(line.lastMicrojoules() * factor), decimals);
            }
        }
        sink.point(other, Math.round(facts.view().listing().lastOtherMicrojoules() * factor), decimals);
    }

    void energy(String name, String help, LabelSet other, int decimals) {
        sink.family(name, Sink.Kind.COUNTER, help);
        for (Line<ProcessInfo> line : facts.view().listing().lines()) {
            sink.point(line.labels(), line.energyMicrojoules(), decimals);
        }
        sink.point(other, facts.view().listing().otherMicrojoules(), decimals);
    }

    /** Only where a device is shared among processes: elsewhere it would be a column of zeroes. */
    void deviceEnergy(String name, String help, LabelSet other, int decimals) {
        if (facts.view().interval().devices().isEmpty()) {
            return;
        }
        sink.family(name, Sink.Kind.COUNTER, help);
        for (Line<ProcessInfo> line : facts.view().listing().lines()) {
            sink.point(line.labels(), line.deviceMicrojoules(), decimals);
        }
        sink.point(other, facts.view().listing().otherDeviceMicrojoules(), decimals);
    }
}
