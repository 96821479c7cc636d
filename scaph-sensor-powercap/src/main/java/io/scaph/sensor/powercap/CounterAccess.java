package io.scaph.sensor.powercap;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import java.io.IOException;

/**
 * A way to read the counters, or why they can't be read.
 *
 * @param availability whether the energy of a host can be read this way
 * @param opener opens a sensor
 */
record CounterAccess(Availability availability, SensorOpener opener) {
    /** Opens a sensor. */
    interface SensorOpener {
        Sensor open() throws IOException;
    }

    static CounterAccess unavailable(Availability reason) {
        return new CounterAccess(reason, () -> {
            throw new IOException(reason.reason());
        });
    }

    boolean isAvailable() {
        return availability.isAvailable();
    }

    Sensor open() throws SensorUnavailableException {
        if (!isAvailable()) {
            throw new SensorUnavailableException(availability.reason(), availability.remedy());
        }
        try {
            return opener.open();
        } catch (IOException e) {
            throw new SensorUnavailableException(String.valueOf(e.getMessage()), "try again; it worked a moment ago");
        }
    }
}
