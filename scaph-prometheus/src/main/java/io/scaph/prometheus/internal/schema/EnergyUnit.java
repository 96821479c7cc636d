package io.scaph.prometheus.internal.schema;

/** The unit of energy and power in a schema. */
enum EnergyUnit {
    /** Whole microjoules and microwatts, as Scaphandre has them. */
    MICROJOULES("_energy_microjoules", "_microwatts", 0),
    /** Joules and watts, the base units of Prometheus. */
    JOULES("_energy_joules_total", "_watts", 6);

    /** The end of the names of energy counters. */
    final String energySuffix;
    /** The end of the names of power gauges. */
    final String powerSuffix;
    /** How many decimals a value in microjoules or microwatts has in this unit. */
    final int decimals;

    EnergyUnit(String energySuffix, String powerSuffix, int decimals) {
        this.energySuffix = energySuffix;
        this.powerSuffix = powerSuffix;
        this.decimals = decimals;
    }
}
