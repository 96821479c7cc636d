package io.scaph.sensor.estimation;

import io.scaph.api.topology.Domain;

/** A component that uses the same power all the time, as far as is known. */
final class ConstantPower implements ComponentEstimate {
    private static final double MICROJOULES_PER_WATT_NANOSECOND = 1e-3;

    private final Domain domain;
    private final Estimate watts;
    private final long firstNanos;
    private long nanos;

    ConstantPower(Domain domain, Estimate watts, long nanoTime) {
        this.domain = domain;
        this.watts = watts;
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
    public Estimate microjoules() {
        return watts.times((nanos - firstNanos) * MICROJOULES_PER_WATT_NANOSECOND);
    }
}
