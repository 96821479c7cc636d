package io.scaph.sensor.estimation.internal.power;

/**
 * An input of an equation: a property of a machine, on the equation's scale.
 *
 * <p>Each has a weight in the distance by which the equations' kernel compares machines: a difference of 1 / weight is as
 * much as any other's.
 */
public enum Feature {
    /** ln(nominal MHz / 2400). */
    FREQUENCY(2),
    /** 1 if the CPU derives from desktops and laptops. */
    ENTRY(1.5),
    /** (year of the micro-architecture - 2015) / 6. */
    YEAR(2),
    /** 1 if the CPU is AMD's. */
    AMD(1.5),
    /** 1 if the CPU is of the Arm architecture. */
    ARM(2),
    /** ln(W of thermal design power per hardware thread) - 1.2. */
    TDP(1.5),
    /** ln(hardware threads per chip) - 3. */
    CHIP_THREADS(1),
    /** ln(GB per hardware thread) - 0.5. */
    MEMORY(1),
    /** ln(hardware threads) - 3.7. */
    THREADS(0.6),
    /** ln(chips). */
    CHIPS(0.8),
    /** 1 if a core has more than one hardware thread. */
    SIMULTANEOUS_THREADS(0.5);

    private final double weight;

    Feature(double weight) {
        this.weight = weight;
    }

    /**
     * How much it weighs in the kernel's distance.
     *
     * @return the weight
     */
    public double weight() {
        return weight;
    }
}
