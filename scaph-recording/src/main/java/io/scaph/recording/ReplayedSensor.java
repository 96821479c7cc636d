package io.scaph.recording;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import java.time.Duration;
import java.util.List;

/** Reads the recorded counters of the moment that the clock shows. */
final class ReplayedSensor implements Sensor {
    private static final String FAILED = "it could not be read when it was recorded";

    private final Topology topology;
    private final List<RecordedTick> ticks;
    private final NanoClock clock;
    private int tick = -1;
    /** The last tick with a reported use of devices. */
    private int usedTick = -1;

    ReplayedSensor(Topology topology, List<RecordedTick> ticks, NanoClock clock) {
        this.topology = topology;
        this.ticks = ticks;
        this.clock = clock;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        int last = RecordedTick.last(ticks, Math.max(0, tick), clock.nanoTime());
        for (RecordedTick passed : ticks.subList(tick + 1, last + 1)) {
            if (passed.flags.contains(Notation.SUSPENDED)) {
                counters.suspended();
            }
            if (passed.flags.contains(Notation.RESTARTED)) {
                counters.restarted();
            }
        }
        tick = last;
        for (int i = 0; i < counters.size(); i++) {
            put(counters, i, ticks.get(tick).counters.get(i));
        }
    }

    private static void put(RawCounters counters, int domain, RecordedTick.Counter counter) {
        if (counter.microjoules() < 0) {
            counters.fail(domain, FAILED);
            return;
        }
        if (counter.publication() > 0) {
            counters.put(domain, counter.microjoules(), counter.publication());
        } else {
            counters.putEstimate(domain, counter.microjoules(), counter.low(), counter.high());
        }
        if (counter.confirmed()) {
            counters.confirm(domain);
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
}
