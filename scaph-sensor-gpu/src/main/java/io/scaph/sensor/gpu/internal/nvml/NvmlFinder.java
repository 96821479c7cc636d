package io.scaph.sensor.gpu.internal.nvml;

import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.sensor.gpu.internal.energy.EnergySource;
import io.scaph.sensor.gpu.internal.energy.FoundGpus;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import io.scaph.sensor.gpu.internal.energy.IntegratedPower;
import io.scaph.sensor.gpu.internal.energy.PowerProfile;
import io.scaph.sensor.gpu.internal.energy.PowerProfiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the GPUs of NVML, each with the best that it reports. Does not refer to JNA itself, so that it can report that JNA is
 * missing.
 */
public final class NvmlFinder {
    /** The driver's library: by the loader's own search, in containers, on NixOS, under WSL. */
    private static final List<String> NAMES = List.of(
            "libnvidia-ml.so.1",
            "/usr/local/nvidia/lib64/libnvidia-ml.so.1",
            "/run/opengl-driver/lib/libnvidia-ml.so.1",
            "/usr/lib/wsl/lib/libnvidia-ml.so.1");

    private final NvmlLibrary library;
    private final PowerProfiles profiles;
    private final boolean pidsAreOurs;

    private NvmlFinder(NvmlLibrary library, PowerProfiles profiles, boolean pidsAreOurs) {
        this.library = library;
        this.profiles = profiles;
        this.pidsAreOurs = pidsAreOurs;
    }

    /**
     * Adds the GPUs of NVML.
     *
     * @param library the library to load instead of the driver's; empty for the driver's
     * @param profiles the power of GPUs that measure nothing
     * @param pidsAreOurs whether the driver reports pids of this process's pid namespace
     * @param found where to add them
     * @throws IOException if NVML can't be used; one line
     */
    public static void addAll(Optional<Path> library, PowerProfiles profiles, boolean pidsAreOurs, FoundGpus found)
            throws IOException {
        try {
            NvmlLibrary nvml = NvmlLibrary.open(
                    library.map(path -> List.of(path.toString())).orElse(NAMES));
            try {
                new NvmlFinder(nvml, profiles, pidsAreOurs).addAll(found);
            } finally {
                nvml.release();
            }
        } catch (VirtualMachineError e) {
            throw e;
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "NVML needs JNA, which is missing (add net.java.dev.jna:jna-jpms, and on a module path --add-modules com.sun.jna)",
                    e);
        } catch (Error | RuntimeException e) {
            // No place to unpack it, native access denied, another version: each is another kind of error.
            String text = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new IOException(
                    "NVML can't be called: "
                            + text.lines().findFirst().orElse(text).strip(),
                    e);
        }
    }

    private void addAll(FoundGpus found) throws IOException {
        int count = NvmlDevice.count(library);
        for (int i = 0; i < count; i++) {
            try {
                add(new NvmlDevice(library, i), found);
            } catch (IOException e) {
                found.ignore(IgnoredZone.of("nvml:" + i, String.valueOf(e.getMessage())));
            }
        }
    }

    private void add(NvmlDevice device, FoundGpus found) throws IOException {
        String address = device.address();
        String name = device.name() + (device.isPartitioned() ? ", in instances (MIG)" : "");
        IOException noEnergy;
        try {
            device.energyMicrojoules();
            found.add(gpu(
                    device,
                    address,
                    Quality.MEASURED,
                    name + ": its energy counter",
                    nanoTime -> device.energyMicrojoules()));
            return;
        } catch (IOException e) {
            noEnergy = e;
        }
        try {
            device.powerMicrowatts();
            EnergySource energy = new IntegratedPower(device::powerMicrowatts);
            found.add(gpu(device, address, Quality.MEASURED, name + ": its power, sampled", energy));
            return;
        } catch (IOException e) {
            noEnergy.addSuppressed(e);
        }
        try {
            device.busyPercent();
            PowerProfile profile = profiles.of(device.limitWatts());
            EnergySource energy = new IntegratedPower(() -> profile.microwatts(device.busyPercent()));
            String remark = name + ": estimated from its utilisation, " + profile.text();
            found.add(gpu(device, address, Quality.ESTIMATED, remark, energy));
        } catch (IOException | IllegalArgumentException e) {
            found.ignore(
                    address,
                    name + " reports neither energy nor power (" + noEnergy.getMessage() + "); " + e.getMessage());
        }
    }

    private Gpu gpu(NvmlDevice device, String address, Quality quality, String remark, EnergySource energy) {
        library.hold();
        return new Gpu(
                address,
                "nvml:" + device.index(),
                quality,
                remark,
                true,
                energy,
                Optional.of(new NvmlUse(device, pidsAreOurs)),
                Optional.empty(),
                library::release);
    }
}
