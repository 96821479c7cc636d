package io.scaph.prometheus.internal.schema;

/** The unit of energy and power in a schema. */
enum EnergyUnit {
    /** Whole microjoules and microwatts, as Scaphandre has them. */
    MICROJOULES("_energy_microjoules", "_power_microwatts", "microwatts", 0, ", in microjoules", ", in microwatts"),
    /** Joules and watts, the base units of Prometheus. */
    JOULES("_energy_joules_total", "_power_watts", "watts", 6, "", "");

    /** The end of the names of energy counters. */
    final String energySuffix;
    /** The end of the names of power gauges. */
    final String powerSuffix;

    final String powerName;
    /** How many decimals a value in microjoules or microwatts has in this unit. */
    final int decimals;

    private final String energyRemark;
    private final String powerRemark;

    EnergyUnit(
            String energySuffix,
            String powerSuffix,
            String powerName,
            int decimals,
            String energyRemark,
            String powerRemark) {
        this.energySuffix = energySuffix;
        this.powerSuffix = powerSuffix;
        this.powerName = powerName;
        this.decimals = decimals;
        this.energyRemark = energyRemark;
        this.powerRemark = powerRemark;
    }

    /** The help of an energy counter, with the unit in the place of {@code {}} where the unit is not a base unit. */
    String energyHelp(String help) {
        return help.replace("{}", energyRemark);
    }

    /** The same for a power gauge. */
    String powerHelp(String help) {
        return help.replace("{}", powerRemark);
    }
}
