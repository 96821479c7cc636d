package io.scaph.sensor.estimation;

/**
 * Power as a straight line between idle and full load: of hardware threads that are busy for the part u of a time,
 * {@code P = idle + u * (full - idle)} each. Over any time that is exactly {@code idle * time + (full - idle) * busy time}:
 * this is the only law of power in which the energy follows from these two sums, so that the same CPU seconds cost the same
 * however often it is computed.
 *
 * @param idleWatts the power of an idle hardware thread, in watts
 * @param fullWatts the power of a busy one, in watts
 */
record PowerLine(double idleWatts, double fullWatts) {
    private static final double MICROJOULES_PER_WATT_NANOSECOND = 1e-3;

    PowerLine {
        if (!(idleWatts >= 0) || !(fullWatts >= idleWatts) || Double.isInfinite(fullWatts)) {
            throw new IllegalArgumentException("idle " + idleWatts + " W, full " + fullWatts + " W: not a power line");
        }
    }

    /**
     * The energy of some hardware threads over a time.
     *
     * @param threadNanos the time times the number of threads, in ns
     * @param busyNanos the time that they were busy together, in ns; more than there was counts as all of it
     * @return the energy in µJ; never falls as the two grow
     */
    double microjoules(double threadNanos, double busyNanos) {
        double busy = Math.min(Math.max(0, busyNanos), threadNanos);
        return (idleWatts * threadNanos + (fullWatts - idleWatts) * busy) * MICROJOULES_PER_WATT_NANOSECOND;
    }

    /** The power of one thread at a load from 0 to 1. */
    double watts(double load) {
        return idleWatts + (fullWatts - idleWatts) * load;
    }

    /** The line with its ends multiplied. A line that would fall is level. */
    PowerLine times(double idleFactor, double fullFactor) {
        double idle = idleWatts * idleFactor;
        return new PowerLine(idle, Math.max(idle, fullWatts * fullFactor));
    }

    /** The line, nowhere above part of another. */
    PowerLine atMost(PowerLine other, double part) {
        double idle = Math.min(idleWatts, other.idleWatts * part);
        return new PowerLine(idle, Math.max(idle, Math.min(fullWatts, other.fullWatts * part)));
    }
}
