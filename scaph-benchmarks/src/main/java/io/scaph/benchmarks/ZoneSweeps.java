package io.scaph.benchmarks;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;

/** The zones of a tree read by the powercap sensor, as often as it was opened. */
final class ZoneSweeps extends Variant {
    private final Sensor[] sensors;
    private final CounterReadings readings = new CounterReadings(ZoneTree.ZONES.size());

    ZoneSweeps(ZoneTree tree, int count) throws SensorUnavailableException {
        sensors = new Sensor[count];
        for (int i = 0; i < count; i++) {
            sensors[i] = tree.open();
        }
    }

    @Override
    long sum() {
        long sum = 0;
        for (Sensor sensor : sensors) {
            sensor.read(readings);
            for (int zone = 0; zone < readings.size(); zone++) {
                sum += readings.microjoules(zone);
            }
        }
        return sum;
    }

    @Override
    public void close() {
        for (Sensor sensor : sensors) {
            sensor.close();
        }
    }
}
