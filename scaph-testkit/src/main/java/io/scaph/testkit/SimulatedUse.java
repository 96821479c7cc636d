package io.scaph.testkit;

import io.scaph.api.spi.DeviceUse;
import java.util.LinkedHashMap;
import java.util.Map;

/** For whom a simulated device works. */
final class SimulatedUse {
    private final Map<Long, Double> parts = new LinkedHashMap<>();
    private final Map<Long, Double> nanos = new LinkedHashMap<>();
    private boolean known = true;

    void set(long pid, double part) {
        parts.put(pid, part);
    }

    void end(long pid) {
        parts.remove(pid);
    }

    void known(boolean canBeTold) {
        known = canBeTold;
    }

    void advance(long elapsedNanos) {
        parts.forEach((pid, part) -> nanos.merge(pid, part * elapsedNanos, Double::sum));
    }

    /** Tells of the time since it was told last; what is less than a nanosecond is told the next time. */
    void tell(int domain, DeviceUse use) {
        if (known) {
            nanos.forEach((pid, time) -> use.busy(domain, pid, (long) time.doubleValue()));
            nanos.replaceAll((pid, time) -> time - (long) time.doubleValue());
        } else {
            use.unknown(domain);
            nanos.clear();
        }
    }
}
