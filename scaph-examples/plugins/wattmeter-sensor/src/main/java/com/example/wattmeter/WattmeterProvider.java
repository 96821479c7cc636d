package com.example.wattmeter;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The class that scaph loads. The probe returns what is missing and what to do. */
public final class WattmeterProvider implements SensorProvider {
    static final Option<Path> FILE =
            Option.path("wattmeter-file", "FILE", "wattmeter: a file with the current power of the machine in W");

    private static final String REMEDY =
            "write one number, such as 87.5, to a file, and name the file with --wattmeter-file";

    @Override
    public String name() {
        return "wattmeter";
    }

    @Override
    public String description() {
        return "power of the machine, from the file of a wattmeter";
    }

    @Override
    public int priority() {
        // Above RAPL, which measures only CPUs and memory. Without a file it is not available.
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
            return Availability.available("reads " + file.get());
        } catch (RuntimeException e) {
            return Availability.unavailable(String.valueOf(e.getMessage()), REMEDY);
        }
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        probe(setup).orElseThrow();
        return WattmeterSensor.of(setup.options().find(FILE).orElseThrow());
    }
}
