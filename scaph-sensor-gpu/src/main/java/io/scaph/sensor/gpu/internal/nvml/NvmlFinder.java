package io.scaph.sensor.gpu.internal.nvml;

import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.sensor.gpu.internal.energy.EnergySource;
import io.scaph.sensor.gpu.internal.energy.Findings;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import io.scaph.sensor.gpu.internal.energy.IntegratedPower;
import io.scaph.sensor.gpu.internal.energy.PowerProfile;
import io.scaph.sensor.gpu.internal.energy.ProfileOptions;
import java.io.IOException;
import java.util.Optional;

/** Finds the GPUs of an initialised NVML, each with the best that it tells. Refers to JNA. */
final class NvmlFinder {
    private final NvmlLibrary library;
    private final ProfileOptions profile;
    private final boolean pidsAreOurs;

    NvmlFinder(NvmlLibrary library, ProfileOptions profile, boolean pidsAreOurs) {
        this.library = library;
        this.profile = profile;
        this.pidsAreOurs = pidsAreOurs;
    }

    void find(Findings findings) throws IOException {
        int count = NvmlDevice.count(library);
        for (int i = 0; i < count; i++) {
            try {
                take(new NvmlDevice(library, i), findings);
            } catch (IOException e) {
                findings.ignore(IgnoredZone.of("nvml:" + i, String.valueOf(e.getMessage())));
            }
        }
    }

    private void take(NvmlDevice device, Findings findings) throws IOException {
        String address = device.address();
        String name = device.name() + (device.isPartitioned() ? ", in instances (MIG)" : "");
        IOException noEnergy;
        try {
            device.energyMicrojoules();
            EnergySource energy = nanoTime -> device.energyMicrojoules();
            findings.add(gpu(device, address, Quality.MEASURED, name + ": its energy counter", energy));
            return;
        } catch (IOException e) {
            noEnergy = e;
        }
        try {
            device.powerMicrowatts();
            EnergySource energy = new IntegratedPower(device::powerMicrowatts);
            findings.add(gpu(device, address, Quality.MEASURED, name + ": its power, sampled", energy));
            return;
        } catch (IOException e) {
            noEnergy.addSuppressed(e);
        }
        try {
            device.busyPercent();
            PowerProfile watts = profile.of(device.limitWatts());
            EnergySource energy = new IntegratedPower(() -> watts.microwatts(device.busyPercent()));
            String remark = name + ": estimated from how busy it is, " + watts.text();
            findings.add(gpu(device, address, Quality.ESTIMATED, remark, energy));
        } catch (IOException | IllegalArgumentException e) {
            findings.ignore(IgnoredZone.of(
                    address,
                    name + " tells neither energy nor power (" + noEnergy.getMessage() + "); " + e.getMessage()));
            findings.takeAddress(address);
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
