package io.scaph.sensor.estimation.internal.power;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.hardware.Vendor;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/**
 * An input of an equation: a property of a machine, on the equation's scale.
 *
 * <p>Each has a weight in the distance by which the equations' kernel compares machines: a difference of 1 / weight is as
 * much as any other's.
 */
public enum Feature {
    /** ln(nominal MHz / 2400). */
    FREQUENCY(2, (machine, chip) -> Math.log(chip.megahertz() / 2400)),
    /** 1 if the CPU derives from desktops and laptops. */
    ENTRY(1.5, (machine, chip) -> chip.entry() ? 1 : 0),
    /** (year of the micro-architecture - 2015) / 6. */
    YEAR(2, (machine, chip) -> (chip.year() - 2015) / 6),
    /** 1 if the CPU is AMD's. */
    AMD(1.5, (machine, chip) -> chip.vendor().equals(Optional.of(Vendor.AMD)) ? 1 : 0),
    /** 1 if the CPU is of the Arm architecture. */
    ARM(2, (machine, chip) -> chip.vendor().equals(Optional.of(Vendor.ARM)) ? 1 : 0),
    /** ln(W of thermal design power per hardware thread) - 1.2. */
    TDP(1.5, (machine, chip) -> Math.log(chip.tdpPerThread()) - 1.2),
    /** ln(hardware threads per chip) - 3. */
    CHIP_THREADS(1, (machine, chip) -> Math.log(chip.threads()) - 3),
    /** ln(GB per hardware thread) - 0.5. */
    MEMORY(1, (machine, chip) -> Math.log(machine.memoryGigabytes().orElseThrow() / machine.threads()) - 0.5),
    /** ln(hardware threads) - 3.7. */
    THREADS(0.6, (machine, chip) -> Math.log(machine.threads()) - 3.7),
    /** ln(chips). */
    CHIPS(0.8, (machine, chip) -> Math.log(machine.topology().orElseThrow().chips())),
    /** 1 if a core has more than one hardware thread. */
    SIMULTANEOUS_THREADS(
            0.5,
            (machine, chip) ->
                    machine.threads() > machine.topology().orElseThrow().cores() ? 1 : 0);

    private final double weight;

    @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
    private final ToDoubleBiFunction<MachineTraits, Chip> value;

    Feature(double weight, ToDoubleBiFunction<MachineTraits, Chip> value) {
        this.weight = weight;
        this.value = value;
    }

    /**
     * How much it weighs in the kernel's distance.
     *
     * @return the weight
     */
    public double weight() {
        return weight;
    }

    double value(MachineTraits machine, Chip chip) {
        return value.applyAsDouble(machine, chip);
    }
}
