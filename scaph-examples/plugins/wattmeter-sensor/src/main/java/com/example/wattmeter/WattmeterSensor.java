package com.example.wattmeter;

import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a power from a file. Energy that is used while the file can't be read is lost, and the monitor reports the gap. */
final class WattmeterSensor {
    private static final double MOST_WATTS = 20_000;
    private static final int LONGEST_TEXT = 100;

    private WattmeterSensor() {}

    static Sensor of(Path file) {
        return Sensor.ofPower(Domain.of("wall", DomainKind.WALL).at(file.toString()), () -> readWatts(file));
    }

    static double readWatts(Path file) {
        try (InputStream input = new FileInputStream(file.toFile())) {
            byte[] text = input.readNBytes(LONGEST_TEXT);
            double watts = Double.parseDouble(new String(text, StandardCharsets.US_ASCII));
            if (watts >= 0 && watts <= MOST_WATTS) {
                return watts;
            }
            throw new IllegalStateException(file + ": " + watts + " W is not the power of a machine");
        } catch (NumberFormatException e) {
            throw new IllegalStateException(file + ": not a number", e);
        } catch (IOException e) {
            // The message has the name of the file and the reason.
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
