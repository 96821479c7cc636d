package io.scaph.sensor.gpu.internal.energy;

import io.scaph.api.topology.IgnoredZone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The GPUs that were found, each once however many ways lead to it. Not safe for use by several threads. */
public final class Findings {
    private final List<Gpu> gpus = new ArrayList<>();
    private final List<IgnoredZone> ignored = new ArrayList<>();
    private final Set<String> addresses = new HashSet<>();

    /** Begins with none. */
    public Findings() {}

    /**
     * Adds one, or frees it if its address is taken.
     *
     * @param gpu the GPU
     */
    public void add(Gpu gpu) {
        if (takeAddress(gpu.address())) {
            gpus.add(gpu);
        } else {
            gpu.release().run();
        }
    }

    /**
     * Adds all that others found.
     *
     * @param others their findings, which must not be used any more
     */
    public void addAll(Findings others) {
        others.gpus.forEach(this::add);
        others.addresses.forEach(this::takeAddress);
        ignored.addAll(others.ignored);
    }

    /**
     * Says that whatever else has this address is the same GPU.
     *
     * @param address a PCI address
     * @return false if it was taken before
     */
    public boolean takeAddress(String address) {
        return addresses.add(address);
    }

    /**
     * Whether a GPU of this address was found before.
     *
     * @param address a PCI address
     * @return true if it is taken
     */
    public boolean holds(String address) {
        return addresses.contains(address);
    }

    /**
     * Adds one that can't be used.
     *
     * @param zone where it is and why it does not count
     */
    public void ignore(IgnoredZone zone) {
        ignored.add(zone);
    }

    /**
     * The GPUs.
     *
     * @return by ascending address
     */
    public List<Gpu> gpus() {
        return gpus.stream().sorted(Comparator.comparing(Gpu::address)).toList();
    }

    /**
     * What was found and can't be used.
     *
     * @return with the reasons
     */
    public List<IgnoredZone> ignored() {
        return List.copyOf(ignored);
    }

    /** Frees all of them. */
    public void release() {
        gpus.forEach(gpu -> gpu.release().run());
        gpus.clear();
    }
}
