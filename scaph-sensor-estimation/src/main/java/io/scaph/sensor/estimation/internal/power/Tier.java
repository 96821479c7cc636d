package io.scaph.sensor.estimation.internal.power;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How much is known of a machine. Each has equations that were fitted with just that knowledge, and the errors that these
 * had on CPUs unseen.
 */
public enum Tier {
    /** The machine as a whole, with a listed or given thermal design power and memory. */
    HOST(Chip.Source.LISTED, true, true, "the machine as a whole"),
    /** A listed CPU and memory: a virtual machine that shows its CPU's name. */
    LISTED(Chip.Source.LISTED, true, false, "a listed CPU and memory"),
    /** A listed CPU. */
    LISTED_WITHOUT_MEMORY(Chip.Source.LISTED, false, false, "a listed CPU"),
    /** A CPU that is not listed, of a known micro-architecture, and memory. */
    SIMILAR(Chip.Source.SIMILAR, true, false, "CPUs with similar names and memory"),
    /** A CPU that is not listed, of a known micro-architecture. */
    SIMILAR_WITHOUT_MEMORY(Chip.Source.SIMILAR, false, false, "CPUs with similar names"),
    /** Family, model and frequency, and memory: a virtual machine that hides its CPU's name. */
    FAMILY(Chip.Source.FAMILY, true, false, "CPUs of this family and model, and memory"),
    /** Family, model and frequency. */
    FAMILY_WITHOUT_MEMORY(Chip.Source.FAMILY, false, false, "CPUs of this family and model"),
    /** An unknown CPU, and memory. */
    UNKNOWN(Chip.Source.UNKNOWN, true, false, "recent servers, the CPU being unknown, and memory"),
    /** An unknown CPU. */
    UNKNOWN_WITHOUT_MEMORY(Chip.Source.UNKNOWN, false, false, "recent servers, the CPU being unknown");

    private final Chip.Source source;
    private final boolean memory;
    private final boolean topology;
    private final String basis;

    Tier(Chip.Source source, boolean memory, boolean topology, String basis) {
        this.source = source;
        this.memory = memory;
        this.topology = topology;
        this.basis = basis;
    }

    /**
     * The tier of a machine.
     *
     * @param machine the machine
     * @param chip its chip
     * @return the tier with the most knowledge that there is
     */
    public static Tier of(MachineTraits machine, Chip chip) {
        boolean seesMemory = machine.memoryGigabytes().isPresent();
        Chip.Source source = chip.source();
        if (machine.topology().isPresent() && seesMemory && source != Chip.Source.UNKNOWN) {
            if (source == Chip.Source.LISTED || machine.tdpWatts().isPresent()) {
                return HOST;
            }
        }
        for (Tier tier : values()) {
            if (!tier.topology && tier.source == source && tier.memory == seesMemory) {
                return tier;
            }
        }
        throw new IllegalStateException(source + " has no tier");
    }

    /**
     * The tier that provides the equations: for an unknown CPU, that of family and model.
     *
     * @return the tier
     */
    public Tier equations() {
        return switch (this) {
            case UNKNOWN -> FAMILY;
            case UNKNOWN_WITHOUT_MEMORY -> FAMILY_WITHOUT_MEMORY;
            default -> this;
        };
    }

    /**
     * How its chips are known.
     *
     * @return the source
     */
    public Chip.Source source() {
        return source;
    }

    /**
     * Whether the memory is known.
     *
     * @return true if it is
     */
    public boolean knowsMemory() {
        return memory;
    }

    /**
     * Whether chips and cores are known.
     *
     * @return true if they are
     */
    public boolean knowsTopology() {
        return topology;
    }

    /**
     * What its estimates are made from, for people.
     *
     * @return a few words
     */
    public String basis() {
        return basis;
    }

    /**
     * The name in the resource.
     *
     * @return the name in kebab case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The inputs of its equations, in order.
     *
     * @return the features
     */
    public List<Feature> features() {
        Set<Feature> features = EnumSet.range(Feature.FREQUENCY, Feature.CHIP_THREADS);
        if (memory) {
            features.add(Feature.MEMORY);
        }
        if (topology) {
            features.addAll(EnumSet.range(Feature.THREADS, Feature.SIMULTANEOUS_THREADS));
        }
        return new ArrayList<>(features);
    }

    /**
     * The features of a machine.
     *
     * @param machine the machine; it has what the tier knows
     * @param chip its chip
     * @return their values, in the order of {@link #features()}
     */
    public List<Double> values(MachineTraits machine, Chip chip) {
        return features().stream().map(feature -> feature.value(machine, chip)).toList();
    }

    /**
     * The terms of the linear part: the features, and products of features, for those that matter more in some years or for
     * some vendors.
     *
     * @param features the values of the features, in order
     * @return the terms, the first being 1
     */
    public List<Double> terms(List<Double> features) {
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
        if (memory) {
            double gigabytes = features.get(7);
            terms.addAll(List.of(gigabytes, gigabytes * gigabytes, gigabytes * year));
        }
        if (topology) {
            double chips = features.get(9);
            terms.addAll(List.of(features.get(8), chips, chips * chips, features.get(10)));
        }
        return terms;
    }
}
