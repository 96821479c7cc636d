package io.scaph.sensor.powercap;

import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import io.scaph.linux.counterfile.CounterFile;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.linux.guesttree.Heartbeat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the counter files of a tree whose host says by a {@link Heartbeat} when it has measured: all of them at one time and
 * whole, or none. Without a new measurement the last one is told again. Allocates nothing while all goes well.
 */
final class PublishedSensor implements Sensor {
    /** The host needs some microseconds to write a tree, unless it is held up; then the next reading is early enough. */
    private static final int ATTEMPTS = 5;

    private static final long PATIENCE_NANOS = 200_000;

    private final Topology topology;
    private final CounterFile[] files;
    private final CounterFile heartbeat;
    private final SuspendWatch suspends;
    private RawCounters last;
    private RawCounters next;
    private long publication;

    PublishedSensor(ZoneMap map, Path heartbeat, SuspendWatch suspends) {
        this.heartbeat = new CounterFile(heartbeat);
        this.suspends = suspends;
        topology = map.topology();
        files = map.files().stream().map(CounterFile::new).toArray(CounterFile[]::new);
        last = new RawCounters(files.length);
        next = new RawCounters(files.length);
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
        try {
            if (!look(counters) && publication == 0) {
                fail(counters, "the host has not published anything yet");
                return;
            }
        } catch (IOException e) {
            fail(counters, message(e));
            return;
        }
        for (int i = 0; i < files.length; i++) {
            Optional<String> failure = last.failure(i);
            if (failure.isEmpty()) {
                counters.put(i, last.microjoules(i), publication);
            } else {
                counters.fail(i, failure.get());
            }
        }
    }

    /** Takes a new measurement over, if there is one. */
    private boolean look(RawCounters counters) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long before = heartbeat.read();
            if (before == publication) {
                return false;
            }
            if (!Heartbeat.isWriting(before)) {
                readFiles();
                if (heartbeat.read() == before) {
                    if (publication != 0 && Heartbeat.session(before) != Heartbeat.session(publication)) {
                        counters.restarted();
                    }
                    publication = before;
                    RawCounters older = last;
                    last = next;
                    next = older;
                    return true;
                }
            }
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
        return false;
    }

    private void readFiles() {
        for (int i = 0; i < files.length; i++) {
            try {
                next.put(i, files[i].read());
            } catch (IOException e) {
                next.fail(i, message(e));
            }
        }
    }

    private void fail(RawCounters counters, String reason) {
        for (int i = 0; i < files.length; i++) {
            counters.fail(i, reason);
        }
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    @Override
    public void close() {
        for (CounterFile file : files) {
            file.close();
        }
        heartbeat.close();
        suspends.close();
    }
}
