package io.scaph.sensor.estimation;

import io.scaph.api.topology.Domain;

/** Something that uses the same power all the time, as far as is known. */
final class ConstantPower implements Attachment {
    private static final double MICROJOULES_PER_WATT_NANOSECOND = 1e-3;

    private final Domain domain;
    private final double lowWatts;
    private final double watts;
    private final double highWatts;
    private final long firstNanos;
    private long nanos;

    ConstantPower(Domain domain, double lowWatts, double watts, double highWatts, long nanoTime) {
        this.domain = domain;
        this.lowWatts = lowWatts;
        this.watts = watts;
        this.highWatts = highWatts;
        firstNanos = nanoTime;
        nanos = nanoTime;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public void advance(long nanoTime) {
        nanos = nanoTime;
    }

    @Override
    public double microjoules(Bound bound) {
        double power = switch (bound) {
            case LOW -> lowWatts;
            case ESTIMATE -> watts;
            case HIGH -> highWatts;
        };
        return power * (nanos - firstNanos) * MICROJOULES_PER_WATT_NANOSECOND;
    }
}
