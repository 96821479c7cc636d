package io.scaph.sensor.estimation.internal.power;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.hardware.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Converts the known properties of a machine to the inputs of the equations. */
public final class Inputs {
    private static final double REFERENCE_MEGAHERTZ = 2400;
    private static final double REFERENCE_YEAR = 2015;
    private static final double YEARS = 6;

    private Inputs() {}

    /**
     * The features of a machine.
     *
     * @param machine the machine
     * @param chip its chip
     * @param tier which features are needed; the machine has them
     * @return their values, in the tier's order
     */
    public static List<Double> features(MachineTraits machine, Chip chip, Tier tier) {
        List<Double> values = new ArrayList<>();
        for (Feature feature : tier.features()) {
            values.add(value(feature, machine, chip));
        }
        return values;
    }

    private static double value(Feature feature, MachineTraits machine, Chip chip) {
        return switch (feature) {
            case FREQUENCY -> Math.log(chip.megahertz() / REFERENCE_MEGAHERTZ);
            case ENTRY -> chip.entry() ? 1 : 0;
            case YEAR -> (chip.year() - REFERENCE_YEAR) / YEARS;
            case AMD -> chip.vendor().equals(Optional.of(Vendor.AMD)) ? 1 : 0;
            case ARM -> chip.vendor().equals(Optional.of(Vendor.ARM)) ? 1 : 0;
            case TDP -> Math.log(chip.tdpPerThread()) - 1.2;
            case CHIP_THREADS -> Math.log(chip.threads()) - 3;
            case MEMORY -> Math.log(machine.memoryGigabytes().orElseThrow() / machine.threads()) - 0.5;
            case THREADS -> Math.log(machine.threads()) - 3.7;
            case CHIPS -> Math.log(topology(machine).chips());
            case SIMULTANEOUS_THREADS -> machine.threads() > topology(machine).cores() ? 1 : 0;
        };
    }

    private static MachineTraits.Processors topology(MachineTraits machine) {
        return machine.topology().orElseThrow();
    }

    /**
     * The terms of the linear part: the features, and products of features, for those that matter more in some years or for
     * some vendors.
     *
     * @param tier the tier that has the features
     * @param features their values, in the tier's order
     * @return the terms, the first being 1
     */
    public static List<Double> terms(Tier tier, List<Double> features) {
        double frequency = features.get(0);
        double entry = features.get(1);
        double year = features.get(2);
        double amd = features.get(3);
        double arm = features.get(4);
        double tdp = features.get(5);
        double chipThreads = features.get(6);
        List<Double> terms = new ArrayList<>(List.of(1.0, frequency, entry, year, year * year, year * year * year));
        terms.addAll(List.of(amd, arm, tdp, chipThreads, tdp * year, chipThreads * year, amd * year, entry * year));
        terms.addAll(List.of(tdp * tdp, chipThreads * chipThreads));
        if (tier.knowsMemory()) {
            double memory = features.get(7);
            terms.addAll(List.of(memory, memory * memory, memory * year));
        }
        if (tier.knowsTopology()) {
            double chips = features.get(9);
            terms.addAll(List.of(features.get(8), chips, chips * chips, features.get(10)));
        }
        return terms;
    }
}
