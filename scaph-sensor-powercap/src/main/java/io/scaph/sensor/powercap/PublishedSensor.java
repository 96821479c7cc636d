package io.scaph.sensor.powercap;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import io.scaph.linux.counterfile.CounterFiles;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.linux.guesttree.Heartbeat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the counter files of a tree whose host says by a {@link Heartbeat} when it has measured: all of them at one time and
 * whole, or none. Without a new measurement the last one is passed on again. Allocates nothing while all goes well.
 */
final class PublishedSensor implements Sensor {
    /** The host needs some microseconds to write a tree, unless it is held up; then the next reading is early enough. */
    private static final int ATTEMPTS = 5;

    private static final long PATIENCE_NANOS = 200_000;

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
        if (suspends.wasSuspended()) {
            counters.suspended();
        }
        look(counters);
        Optional<String> failure = files.failure(heartbeat);
        for (int i = 0; i < heartbeat; i++) {
            if (failure.isPresent() && files.isBlocked(heartbeat)) {
                counters.block(i, failure.get());
            } else if (failure.isPresent() || publication == 0) {
                counters.fail(i, failure.orElse("the host has not published anything yet"));
            } else {
                pass(i, counters);
            }
        }
    }

    private void pass(int index, RawCounters counters) {
        Optional<String> failure = last.failure(index);
        if (failure.isEmpty()) {
            counters.put(index, last.microjoules(index), publication);
        } else if (last.isBlocked(index)) {
            counters.block(index, failure.get());
        } else {
            counters.fail(index, failure.get());
        }
    }

    /** Takes a new measurement over, if there is one. */
    private void look(RawCounters counters) {
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
            LockSupport.parkNanos(PATIENCE_NANOS);
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
            Readings.pass(files, i, 0, next);
        }
    }

    @Override
    public void close() {
        files.close();
        suspends.close();
    }
}
