package io.scaph.testkit;

import io.scaph.api.spi.DeviceUse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The processes that a simulated device works for. Not safe for several threads. */
final class SimulatedUse {
    private final LongSupplier nanoTime;
    private final Map<Long, RateIntegral> nanos = new LinkedHashMap<>();
    private boolean known = true;

    SimulatedUse(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void set(long pid, double part) {
        nanos.computeIfAbsent(pid, any -> new RateIntegral(nanoTime)).setRate(part);
    }

    void end(long pid) {
        if (nanos.containsKey(pid)) {
            set(pid, 0);
        }
    }

    void known(boolean newKnown) {
        known = newKnown;
    }

    /** Reports the use to one sensor: the time since its last report, or since it was created. */
    final class Reporter {
        private final Map<Long, Long> reported = new HashMap<>();

        Reporter() {
            nanos.forEach((pid, use) -> reported.put(pid, use.value()));
        }

        void report(int domain, DeviceUse to) {
            if (!known) {
                to.unknown(domain);
            }
            nanos.forEach((pid, use) -> {
                long total = use.value();
                long before = reported.getOrDefault(pid, 0L);
                if (known && total > before) {
                    to.busy(domain, pid, total - before);
                }
                reported.put(pid, total);
            });
        }
    }
}
