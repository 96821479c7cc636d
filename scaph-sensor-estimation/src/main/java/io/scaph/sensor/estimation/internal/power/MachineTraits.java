package io.scaph.sensor.estimation.internal.power;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.hardware.ChipFinder;
import io.scaph.sensor.estimation.internal.hardware.CpuFacts;
import io.scaph.sensor.estimation.internal.hardware.CpuId;
import io.scaph.sensor.estimation.internal.hardware.CpuName;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What can be seen of a machine. Numbers that can't be, such as a memory of 0 or a frequency that is not a number, are
 * dropped.
 *
 * @param cpuName what its CPU calls itself
 * @param cpuId the CPU's family and model
 * @param megahertz the CPU's nominal frequency, in MHz
 * @param tdpWatts the thermal design power of a chip where the machine or its owner gives it, in watts
 * @param threads the hardware threads that there are; in a virtual machine those that it has. At least 1
 * @param memoryGigabytes the memory, in GB; in a virtual machine that which it has
 * @param topology chips and cores, where the machine is seen as a whole; empty in a virtual machine
 */
public record MachineTraits(
        Optional<String> cpuName,
        Optional<CpuId> cpuId,
        OptionalDouble megahertz,
        OptionalDouble tdpWatts,
        int threads,
        OptionalDouble memoryGigabytes,
        Optional<Processors> topology) {
    private static final double LEAST_MEGAHERTZ = 100;
    private static final double MOST_MEGAHERTZ = 20_000;

    /**
     * Chips and cores of a whole machine.
     *
     * @param chips CPU chips, at least 1
     * @param cores cores of all chips, at least 1
     */
    public record Processors(int chips, int cores) {
        /**
         * Takes less than 1 for 1.
         *
         * @param chips {@link #chips()}
         * @param cores {@link #cores()}
         */
        public Processors {
            chips = Math.max(1, chips);
            cores = Math.max(1, cores);
        }
    }

    /**
     * Checks the arguments.
     *
     * @param cpuName {@link #cpuName()}
     * @param cpuId {@link #cpuId()}
     * @param megahertz {@link #megahertz()}
     * @param tdpWatts {@link #tdpWatts()}
     * @param threads {@link #threads()}
     * @param memoryGigabytes {@link #memoryGigabytes()}
     * @param topology {@link #topology()}
     */
    public MachineTraits {
        megahertz = within(megahertz, LEAST_MEGAHERTZ, MOST_MEGAHERTZ);
        tdpWatts = within(tdpWatts, 1, Float.MAX_VALUE);
        memoryGigabytes = within(memoryGigabytes, 1e-3, Float.MAX_VALUE);
        threads = Math.max(1, threads);
    }

    private static OptionalDouble within(OptionalDouble value, double least, double most) {
        return value.isPresent() && value.getAsDouble() >= least && value.getAsDouble() <= most
                ? value
                : OptionalDouble.empty();
    }

    /**
     * Its chip, as far as it can be known; a given thermal design power wins over a published one. An unknown chip has the
     * thermal design power of recent servers by thread: a board with four cores is not fed like a server.
     *
     * @return the chip
     */
    public Chip chip() {
        Chip chip = new ChipFinder(CpuFacts.shipped()).find(cpuName.map(CpuName::of), cpuId, megahertz);
        double threadsOfChip = topology.isPresent()
                ? Math.max(1, threads / (double) topology.get().chips())
                : chip.threads();
        return new Chip(
                chip.source(),
                chip.kind(),
                chip.vendor(),
                chip.entry(),
                chip.year(),
                tdpWatts.orElse(
                        chip.source() == Chip.Source.UNKNOWN ? chip.tdpPerThread() * threadsOfChip : chip.tdpWatts()),
                threadsOfChip,
                chip.megahertz());
    }
}
