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
import java.util.Optional;

/** Finds the GPUs of an initialised NVML, each with the best that it reports. Refers to JNA. */
final class NvmlFinder {
    private final NvmlLibrary library;
    private final PowerProfiles profiles;
    private final boolean pidsAreOurs;

    NvmlFinder(NvmlLibrary library, PowerProfiles profiles, boolean pidsAreOurs) {
        this.library = library;
        this.profiles = profiles;
        this.pidsAreOurs = pidsAreOurs;
    }

    void find(FoundGpus found) throws IOException {
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
            EnergySource energy = nanoTime -> device.energyMicrojoules();
            found.add(gpu(device, address, Quality.MEASURED, name + ": its energy counter", energy));
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
