package io.scaph.sensor.estimation.internal.hardware;

import java.util.List;

/**
 * A generation of CPUs.
 *
 * @param name its name, such as {@code skylake-sp}
 * @param vendor the designer
 * @param entry whether it derives from desktops and laptops, rather than being made for servers
 * @param year when it was first sold
 * @param threadsPerCore the hardware threads of a core, where a model does not differ
 * @param ids what its CPUs show as family and model
 */
public record MicroArchitecture(
        String name, Vendor vendor, boolean entry, int year, int threadsPerCore, List<CpuId> ids) {}
