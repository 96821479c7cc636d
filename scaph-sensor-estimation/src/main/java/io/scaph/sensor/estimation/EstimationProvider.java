package io.scaph.sensor.estimation;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorSetup;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.linux.procfs.CpuInfo;
import io.scaph.linux.procfs.CpuTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The sensor {@code estimation}: a straight line over CPU utilisation. */
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
        return "an estimate from CPU utilisation, where nothing measures; expect errors of 50 % and more";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability probe(SensorSetup setup) {
        Path procfs = setup.roots().procfs();
        try (EstimationSensor sensor =
                new EstimationSensor(procfs, setup.clock(), LinearModel.AVERAGE_SERVER, cpus(procfs))) {
            String detail = String.format(
                    Locale.ROOT,
                    "an estimate, not a measurement: %.2f W idle to %.2f W busy for each of %d hardware threads",
                    LinearModel.AVERAGE_SERVER.idleWatts(),
                    LinearModel.AVERAGE_SERVER.fullWatts(),
                    CpuTimes.read(procfs).cpus().size());
            return new Availability.Available(detail, Optional.of(sensor.topology()));
        } catch (IOException e) {
            return new Availability.Unavailable(String.valueOf(e.getMessage()), REMEDY);
        }
    }

    @Override
    public Sensor open(SensorSetup setup) throws SensorUnavailableException {
        Path procfs = setup.roots().procfs();
        try {
            return new EstimationSensor(procfs, setup.clock(), LinearModel.AVERAGE_SERVER, cpus(procfs));
        } catch (IOException e) {
            throw new SensorUnavailableException(String.valueOf(e.getMessage()), REMEDY);
        }
    }

    private static CpuInfo cpus(Path procfs) {
        try {
            return CpuInfo.read(procfs);
        } catch (IOException e) {
            return CpuInfo.UNKNOWN;
        }
    }
}
