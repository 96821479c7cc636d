package io.scaph.sensor.estimation.internal.power;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.hardware.Vendor;
import java.util.Map;
import java.util.Optional;

/**
 * Estimates the power of machines from what can be seen of them.
 *
 * @param equations by tier; each tier's {@link Tier#equations()} is there
 * @param shapes by kind of CPU ({@link Chip#kind}), and by {@link #era} for CPUs of no known kind
 * @param bands by tier; each is there
 */
public record PowerModel(Map<Tier, Equations> equations, Map<String, LoadShape> shapes, Map<Tier, Band> bands) {
    private static final int SECOND_ERA = 2012;
    private static final int THIRD_ERA = 2017;

    /**
     * Estimates.
     *
     * @param machine what can be seen; anything goes
     * @return the estimate
     */
    public PowerEstimate estimate(MachineTraits machine) {
        Chip chip = machine.chip();
        return estimate(machine, chip, Tier.of(machine, chip));
    }

    /**
     * Estimates with the knowledge of a tier.
     *
     * @param machine what can be seen
     * @param chip the machine's chip
     * @param tier a tier for which enough of the machine is known
     * @return the estimate
     */
    public PowerEstimate estimate(MachineTraits machine, Chip chip, Tier tier) {
        Equations fitted = of(equations, tier.equations());
        Equations.Endpoints watts = fitted.watts(tier.equations().values(machine, chip), chip.kind());
        LoadShape shape = chip.kind().map(shapes::get).orElseGet(() -> of(shapes, era(chip)));
        return new PowerEstimate(tier, chip, watts, shape, of(bands, tier));
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("the power model has nothing for " + key);
        }
        return value;
    }

    /**
     * The era of a chip, by which shapes are known where its kind is not: Intel and others went separate ways, and power
     * management came in steps.
     *
     * @param chip the chip
     * @return a key of {@link #shapes}
     */
    public static String era(Chip chip) {
        String vendor = chip.vendor().equals(Optional.of(Vendor.INTEL)) ? "intel" : "other";
        return vendor + "-era-" + (chip.year() < SECOND_ERA ? 1 : chip.year() < THIRD_ERA ? 2 : 3);
    }
}
