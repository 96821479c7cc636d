package io.scaph.sensor.estimation;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorSetup;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.linux.procfs.CpuTimes;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The sensor {@code estimation}: power from CPU utilisation and from what can be seen of the hardware. An estimate, with an
 * interval; docs/estimation.md tells how good.
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
    public Availability probe(SensorSetup setup) {
        try {
            Sighting sighting = look(setup);
            MachinePower power = MachinePower.of(sighting);
            try (EstimationSensor sensor =
                    new EstimationSensor(setup.roots().procfs(), setup.clock(), sighting, power)) {
                return new Availability.Available(power.summary(), Optional.of(sensor.topology()));
            }
        } catch (IOException e) {
            return new Availability.Unavailable(String.valueOf(e.getMessage()), REMEDY);
        }
    }

    @Override
    public Sensor open(SensorSetup setup) throws SensorUnavailableException {
        try {
            Sighting sighting = look(setup);
            return new EstimationSensor(setup.roots().procfs(), setup.clock(), sighting, MachinePower.of(sighting));
        } catch (IOException e) {
            throw new SensorUnavailableException(String.valueOf(e.getMessage()), REMEDY);
        }
    }

    private static Sighting look(SensorSetup setup) throws IOException {
        CpuTimes times = CpuTimes.read(setup.roots().procfs());
        return new MachineReader(setup.roots()).read(times.cpus().keySet(), OptionalDouble.empty());
    }
}
