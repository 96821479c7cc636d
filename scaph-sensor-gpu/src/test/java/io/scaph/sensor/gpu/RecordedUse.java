package io.scaph.sensor.gpu;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.Sensor;
import java.util.Map;
import java.util.TreeMap;

/** What a sensor reported of the use of its devices. */
final class RecordedUse implements DeviceUse {
    private final Map<String, Long> reported = new TreeMap<>();

    /** Asks once: "domain:pid" with ns, "domain:unknown" with 0. */
    static Map<String, Long> of(Sensor sensor) {
        RecordedUse use = new RecordedUse();
        sensor.readUse(use);
        return use.reported;
    }

    @Override
    public void busy(int domain, long pid, long nanos) {
        reported.merge(domain + ":" + pid, nanos, Long::sum);
    }

    @Override
    public void unknown(int domain) {
        reported.put(domain + ":unknown", 0L);
    }
}
