package io.scaph.sensor.gpu.internal.energy;

import io.scaph.api.topology.IgnoredZone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The GPUs that were found, each once although several drivers may show it. Not safe for use by several threads. */
public final class FoundGpus {
    private final SortedMap<String, Gpu> gpus = new TreeMap<>();
    private final List<IgnoredZone> ignored = new ArrayList<>();
    private final Set<String> addresses = new HashSet<>();

    /** Creates an empty list. */
    public FoundGpus() {}

    /**
     * Adds a GPU, or releases it if its address is known.
     *
     * @param gpu the GPU
     */
    public void add(Gpu gpu) {
        if (addresses.add(gpu.address())) {
            gpus.put(gpu.address(), gpu);
        } else {
            gpu.release().run();
        }
    }

    /**
     * Adds what another search found.
     *
     * @param others the GPUs; the caller must not use them any more
     */
    public void addAll(FoundGpus others) {
        others.gpus.values().forEach(this::add);
        addresses.addAll(others.addresses);
        ignored.addAll(others.ignored);
    }

    /**
     * Adds a device that can't be used. Any device with the same address is left out.
     *
     * @param address its PCI address
     * @param reason the reason, one line
     */
    public void ignore(String address, String reason) {
        addresses.add(address);
        ignored.add(IgnoredZone.of(address, reason));
    }

    /**
     * Adds a device without an address that can't be used.
     *
     * @param zone where it was found and why it does not count
     */
    public void ignore(IgnoredZone zone) {
        ignored.add(zone);
    }

    /**
     * Whether an address is known.
     *
     * @param address a PCI address
     * @return whether a GPU with this address was found or ignored
     */
    public boolean contains(String address) {
        return addresses.contains(address);
    }

    /**
     * The GPUs.
     *
     * @return by ascending address
     */
    public Collection<Gpu> gpus() {
        return gpus.values();
    }

    /**
     * What was found and can't be used.
     *
     * @return with the reasons
     */
    public List<IgnoredZone> ignored() {
        return List.copyOf(ignored);
    }

    /** Releases all GPUs. */
    public void release() {
        gpus.values().forEach(gpu -> gpu.release().run());
        gpus.clear();
    }
}
