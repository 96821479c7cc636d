package io.scaph.sensor.powercap;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import io.scaph.linux.counterfile.CounterFiles;
import io.scaph.linux.counterfile.Heartbeat;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the counter files of a tree with a {@link Heartbeat}, by which the host announces measurements. Takes all files of one
 * measurement, or none. Without a new measurement it reports the last one again. Allocates nothing unless a file fails.
 */
final class PublishedSensor implements Sensor {
    /** The host writes a tree within microseconds; if it is delayed, the next reading takes it. */
    private static final int ATTEMPTS = 5;

    private static final long PAUSE_NANOS = 200_000;

    private final Topology topology;
    /** The counters in the order of the domains, then the heartbeat. */
    private final CounterFiles files;

    private final int heartbeat;
    private final SuspendWatch suspends;
    private CounterReadings last;
    private CounterReadings next;
    private long publication;

    PublishedSensor(ZoneMap map, Path heartbeatFile, SuspendWatch suspends) {
        this.suspends = suspends;
        topology = map.topology();
        heartbeat = map.files().size();
        List<Path> paths = new ArrayList<>(map.files());
        paths.add(heartbeatFile);
        files = new CounterFiles(paths);
        last = new CounterReadings(heartbeat);
        next = new CounterReadings(heartbeat);
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        suspends.report(counters);
        takePublication(counters);
        Optional<String> failure = files.failure(heartbeat);
        for (int i = 0; i < heartbeat; i++) {
            if (failure.isPresent() && files.isBlocked(heartbeat)) {
                counters.block(i, failure.get());
            } else if (failure.isPresent() || publication == 0) {
                counters.fail(i, failure.orElse("the host has not published anything yet"));
            } else {
                report(i, counters);
            }
        }
    }

    private void report(int index, RawCounters counters) {
        Optional<String> failure = last.failure(index);
        if (failure.isEmpty()) {
            counters.put(index, last.microjoules(index), publication);
        } else if (last.isBlocked(index)) {
            counters.block(index, failure.get());
        } else {
            counters.fail(index, failure.get());
        }
    }

    /** Takes a new measurement, if there is one. */
    private void takePublication(RawCounters counters) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long before = readHeartbeat();
            if (before == publication || files.failure(heartbeat).isPresent()) {
                return;
            }
            if (!Heartbeat.isWriting(before)) {
                readCounters();
                if (readHeartbeat() == before && files.failure(heartbeat).isEmpty()) {
                    take(before, counters);
                    return;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void take(long published, RawCounters counters) {
        if (publication != 0 && Heartbeat.session(published) != Heartbeat.session(publication)) {
            counters.restarted();
        }
        publication = published;
        CounterReadings older = last;
        last = next;
        next = older;
    }

    private long readHeartbeat() {
        files.read(heartbeat, heartbeat + 1);
        return files.value(heartbeat);
    }

    private void readCounters() {
        next.begin(0);
        files.read(0, heartbeat);
        for (int i = 0; i < heartbeat; i++) {
            PowercapSensor.report(files, i, next);
        }
    }

    @Override
    public void close() {
        files.close();
        suspends.close();
    }
}
