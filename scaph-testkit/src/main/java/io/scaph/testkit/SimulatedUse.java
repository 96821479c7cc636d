package io.scaph.testkit;

import io.scaph.api.spi.DeviceUse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** For whom a simulated device works. Not safe for several threads. */
final class SimulatedUse {
    private final Map<Long, Integral> nanos = new LinkedHashMap<>();
    private boolean known = true;

    void set(long pid, double part, long nowNanos) {
        nanos.computeIfAbsent(pid, any -> new Integral(nowNanos)).rate(part, nowNanos);
    }

    void end(long pid, long nowNanos) {
        Integral use = nanos.get(pid);
        if (use != null) {
            use.rate(0, nowNanos);
        }
    }

    void known(boolean canBeTold) {
        known = canBeTold;
    }

    /** Who tells of it, each sensor for itself. */
    final class Teller {
        private final Map<Long, Long> told = new HashMap<>();

        /** @param nowNanos what was before it is nobody's business */
        Teller(long nowNanos) {
            nanos.forEach((pid, use) -> told.put(pid, use.at(nowNanos)));
        }

        /** Tells of the time since it was told last. */
        void tell(int domain, DeviceUse to, long nowNanos) {
            if (!known) {
                to.unknown(domain);
            }
            nanos.forEach((pid, use) -> {
                long total = use.at(nowNanos);
                long before = told.getOrDefault(pid, 0L);
                if (known && total > before) {
                    to.busy(domain, pid, total - before);
                }
                told.put(pid, total);
            });
        }
    }
}
