package io.scaph.recording;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import java.time.Duration;
import java.util.List;

/** Puts what was recorded for the moment that the clock shows. */
final class ReplayedSensor implements Sensor {
    private static final String FAILED = "it could not be read when it was recorded";

    private final Recording recording;
    private final List<RecordedTick> ticks;
    private final NanoClock clock;
    private int tick = -1;
    /** Up to which it was told for whom devices worked. */
    private int usedTick = -1;

    ReplayedSensor(Recording recording, List<RecordedTick> ticks, NanoClock clock) {
        this.recording = recording;
        this.ticks = ticks;
        this.clock = clock;
    }

    @Override
    public Topology topology() {
        return recording.topology();
    }

    @Override
    public void read(RawCounters counters) {
        long now = clock.nanoTime();
        while (tick < 0 || (tick + 1 < ticks.size() && ticks.get(tick + 1).nanos <= now)) {
            tick++;
            if (ticks.get(tick).suspended) {
                counters.suspended();
            }
            if (ticks.get(tick).restarted) {
                counters.restarted();
            }
        }
        RecordedTick current = ticks.get(tick);
        for (int i = 0; i < counters.size(); i++) {
            if (current.microjoules[i] < 0) {
                counters.fail(i, FAILED);
            } else {
                put(counters, i, current);
                if (current.confirmed[i]) {
                    counters.confirm(i);
                }
            }
        }
    }

    private static void put(RawCounters counters, int domain, RecordedTick current) {
        if (current.publications[domain] > 0) {
            counters.put(domain, current.microjoules[domain], current.publications[domain]);
        } else {
            counters.putEstimate(domain, current.microjoules[domain], current.lows[domain], current.highs[domain]);
        }
    }

    /** A tick of a recording is exact at its moment, however far apart two of them are. */
    @Override
    public Duration step() {
        return Duration.ZERO;
    }

    @Override
    public void readUse(DeviceUse use) {
        for (; usedTick < tick; usedTick++) {
            for (RecordedTick.Use each : ticks.get(usedTick + 1).devices) {
                if (each.pid() < 0) {
                    use.unknown(each.domain());
                } else {
                    use.busy(each.domain(), each.pid(), each.nanos());
                }
            }
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
