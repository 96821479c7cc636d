package io.scaph.sensor.estimation;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.linux.machine.CpuTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The sensor {@code estimation}: power from CPU utilisation and from what can be seen of the hardware. An estimate, with an
 * interval; docs/estimation.md describes its accuracy.
 */
public final class EstimationProvider implements SensorProvider {
    private static final String REMEDY = "mount the host's /proc there, or name it by --path-procfs";

    /** For {@code ServiceLoader}. */
    public EstimationProvider() {}

    @Override
    public String name() {
        return "estimation";
    }

    @Override
    public String description() {
        return "an estimate from CPU utilisation and hardware, where nothing measures; 14 % off in the mean where the CPU is known";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public List<Option<?>> options() {
        return List.of(
                Profile.FILE,
                Profile.IDLE,
                Profile.FULL,
                Profile.TDP,
                ComponentEstimates.NO_MEMORY,
                ComponentEstimates.NO_DISKS,
                ComponentEstimates.NO_NETWORK);
    }

    @Override
    public Availability probe(PluginSetup setup) {
        try {
            EstimationSensor sensor = sensor(setup);
            return Availability.available(sensor.summary()).withTopology(sensor.topology());
        } catch (SensorUnavailableException e) {
            return Availability.unavailable(String.valueOf(e.getMessage()), e.remedy());
        }
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        return sensor(setup);
    }

    private static EstimationSensor sensor(PluginSetup setup) throws SensorUnavailableException {
        Profile profile = profile(setup);
        Path procfs = setup.roots().procfs();
        try {
            CpuTimes times = CpuTimes.read(procfs);
            ObservedMachine observed =
                    new MachineReader(setup.roots()).read(times.cpus().keySet(), profile.tdpWatts());
            MachinePower power = MachinePower.of(observed, profile);
            List<ComponentEstimate> components = new ComponentEstimates(
                            setup.roots(), setup.clock().nanoTime())
                    .find(observed, power, setup.options());
            return new EstimationSensor(procfs, setup.clock(), observed, power, components);
        } catch (IOException e) {
            throw new SensorUnavailableException(String.valueOf(e.getMessage()), REMEDY);
        }
    }

    /** A profile that was named and can't be used is an error. */
    private static Profile profile(PluginSetup setup) throws SensorUnavailableException {
        try {
            return Profile.of(setup.options());
        } catch (IOException | IllegalArgumentException e) {
            throw new SensorUnavailableException(
                    String.valueOf(e.getMessage()), "mend the profile (docs/estimation.md), or do without it");
        }
    }
}
