package io.scaph.recording;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sensor that is being recorded. If it fails, only its own domains have no reading. */
final class RecordedSensor {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecordedSensor.class);

    private final OpenSensor open;
    private final int firstDomain;
    private final CounterReadings counters;
    private final PluginGuard reading;
    private final PluginGuard readingUse;

    /** @param firstDomain the index of its first domain in the recording */
    RecordedSensor(OpenSensor open, int firstDomain) {
        this.open = open;
        this.firstDomain = firstDomain;
        counters = new CounterReadings(open.topology().domains().size());
        reading = new PluginGuard(LOGGER, "sensor " + open.info().name());
        readingUse = new PluginGuard(
                LOGGER, "reading the device use of sensor " + open.info().name());
    }

    CounterReadings read(long nanos) {
        counters.begin(nanos);
        if (reading.run(() -> open.sensor().read(counters)) != null) {
            // All counters are neither put nor failed, which counts as failed.
            counters.begin(nanos);
        }
        return counters;
    }

    boolean hasReadings() {
        return IntStream.range(0, counters.size())
                .anyMatch(i -> counters.failure(i).isEmpty());
    }

    /** Adds a line for each domain with a device that was used since the tick before. */
    void addUseLines(List<String> lines) {
        List<Domain> domains = open.topology().domains();
        UseFields fields = new UseFields(domains.size());
        if (readingUse.run(() -> open.sensor().readUse(fields)) != null) {
            for (int i = 0; i < domains.size(); i++) {
                if (domains.get(i).kind() == DomainKind.GPU) {
                    fields.unknown(i);
                }
            }
        }
        fields.uses.forEach((domain, uses) -> lines.add(Notation.DEVICE + "\t" + (firstDomain + domain) + uses));
    }

    private static final class UseFields implements DeviceUse {
        private final int domains;
        private final Map<Integer, String> uses = new TreeMap<>();

        UseFields(int domains) {
            this.domains = domains;
        }

        private void add(int domain, String field) {
            uses.merge(Objects.checkIndex(domain, domains), "\t" + field, String::concat);
        }

        @Override
        public void busy(int domain, long pid, long nanos) {
            if (pid >= 0 && nanos > 0) {
                add(domain, pid + "=" + nanos);
            }
        }

        @Override
        public void unknown(int domain) {
            add(domain, Notation.NONE);
        }
    }
}
