package io.scaph.prometheus.internal.schema;

import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import java.util.OptionalLong;

/** Tells families of a single point; one whose value is unknown is left out. */
record Teller(Sink sink) {
    private static final int NANO_DECIMALS = 9;

    void counter(String name, String help, long value) {
        one(name, Sink.Kind.COUNTER, help, OptionalLong.of(value), 0);
    }

    void counter(String name, String help, OptionalLong value) {
        one(name, Sink.Kind.COUNTER, help, value, 0);
    }

    /** A counter of time. */
    void seconds(String name, String help, OptionalLong nanos) {
        one(name, Sink.Kind.COUNTER, help, nanos, NANO_DECIMALS);
    }

    void gauge(String name, String help, long value) {
        one(name, Sink.Kind.GAUGE, help, OptionalLong.of(value), 0);
    }

    void gauge(String name, String help, OptionalLong value) {
        one(name, Sink.Kind.GAUGE, help, value, 0);
    }

    void gauge(String name, String help, OptionalLong value, int decimals) {
        one(name, Sink.Kind.GAUGE, help, value, decimals);
    }

    /** A gauge of time. */
    void secondsNow(String name, String help, long nanos) {
        one(name, Sink.Kind.GAUGE, help, OptionalLong.of(nanos), NANO_DECIMALS);
    }

    private void one(String name, Sink.Kind kind, String help, OptionalLong value, int decimals) {
        if (value.isPresent()) {
            sink.family(name, kind, help);
            sink.point(LabelSet.NONE, value.getAsLong(), decimals);
        }
    }
}
