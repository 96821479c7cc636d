package com.example.wattmeter;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What scaph loads: a name, options, a probe that says what is missing and what to do, and a way to open the sensor. */
public final class WattmeterProvider implements SensorProvider {
    static final Option<Path> FILE = Option.path(
            "wattmeter-file", "FILE", "wattmeter: a file with the machine's power in W, which somebody keeps up to date");

    private static final String REMEDY =
            "let the wattmeter's program write one number, such as 87.5, and name the file by --wattmeter-file";

    @Override
    public String name() {
        return "wattmeter";
    }

    @Override
    public String description() {
        return "power of the machine as a wattmeter at the wall shows it";
    }

    @Override
    public int priority() {
        // Better than RAPL, which sees CPUs and memory alone; and available only to who names a file.
        return 200;
    }

    @Override
    public List<Option<?>> options() {
        return List.of(FILE);
    }

    @Override
    public Availability probe(PluginSetup setup) {
        Optional<Path> file = setup.options().find(FILE);
        if (file.isEmpty()) {
            return Availability.unavailable("no file is named", REMEDY);
        }
        try {
            WattmeterSensor.readWatts(file.get());
            return Availability.available("the wattmeter that writes " + file.get());
        } catch (IOException e) {
            return Availability.unavailable(String.valueOf(e.getMessage()), REMEDY);
        }
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        Availability unavailable = probe(setup);
        if (!unavailable.isAvailable()) {
            throw new SensorUnavailableException(unavailable.reason(), unavailable.remedy());
        }
        return new WattmeterSensor(setup.options().find(FILE).orElseThrow(), setup.clock());
    }
}
