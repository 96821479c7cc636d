package io.scaph.sensor.gpu.internal.drm;

import io.scaph.sensor.gpu.internal.energy.BusyTimes;
import io.scaph.sensor.gpu.internal.energy.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For whom the GPUs of DRM drivers worked. To look at every descriptor of every process at every tick would cost more than all
 * other measuring: so a slow round over all processes, a bounded piece at each call, finds those that have a GPU open,
 * and only these are read each time. A client counts from when it was found.
 *
 * <p>That a GPU worked for nobody else is believed where it tells how busy it was and the clients that are known make up for
 * that; where it does not tell, only if a whole round was made in which no process kept its descriptors from us. Else it is
 * unknown for whom it worked.
 *
 * <p>Used by one thread at a time.
 */
public final class Clients {
    /** Some milliseconds of work. */
    private static final int DESCRIPTORS_PER_CALL = 512;
    /** What it costs to open the directory of a process, in descriptors. */
    private static final int PROCESS_COST = 4;

    private static final int MOST_DESCRIPTORS_OF_ONE = 8192;
    /** A desktop has tens; reading more at each tick would cost too much. */
    private static final int MOST_CLIENTS = 1024;

    /**
     * How much of the time may be unexplained. The device tells how busy it was in the last moment or second, the clients the
     * whole interval: they agree only roughly.
     */
    private static final double MOST_UNEXPLAINED = 0.25;

    /** One open device. A client that several processes share is charged to the one that was found first. */
    private static final class Client {
        final int pid;
        final String descriptor;
        ClientUsage last;
        long lastNanos;

        Client(int pid, String descriptor, ClientUsage first, long nanos) {
            this.pid = pid;
            this.descriptor = descriptor;
            last = first;
            lastNanos = nanos;
        }
    }

    private record Key(String address, long client) {}

    private static final class Device {
        final BusyTimes busy;
        final @Nullable Reading percent;
        long explainedNanos;

        Device(BusyTimes busy, @Nullable Reading percent) {
            this.busy = busy;
            this.percent = percent;
        }
    }

    private final ClientFiles files;
    private final Map<String, Device> devices = new HashMap<>();
    private final Map<Key, Client> clients = new HashMap<>();
    private final Deque<Integer> round = new ArrayDeque<>();
    private boolean roundPartial = true;
    private boolean complete;
    private boolean based;
    private long lastNanos;

    Clients(ClientFiles files) {
        this.files = files;
    }

    /**
     * Makes it.
     *
     * @param procfs the root of {@code /proc}
     */
    public Clients(Path procfs) {
        this(new ClientFiles(procfs));
    }

    /**
     * Adds a device to tell about.
     *
     * @param address its PCI address
     * @param busy where to put for whom it worked
     * @param percent how busy it was lately, from 0 to 100, if it tells
     */
    public void add(String address, BusyTimes busy, Optional<Reading> percent) {
        devices.put(address, new Device(busy, percent.orElse(null)));
    }

    /**
     * Collects who kept the devices busy since the last call; the first call begins.
     *
     * @param nanoTime the time now
     */
    public void collect(long nanoTime) {
        for (Device device : devices.values()) {
            device.explainedNanos = 0;
        }
        readKnown(nanoTime);
        if (based) {
            judge(nanoTime - lastNanos);
        }
        based = true;
        lastNanos = nanoTime;
        search(nanoTime);
    }

    private void readKnown(long nanoTime) {
        for (Iterator<Client> all = clients.values().iterator(); all.hasNext(); ) {
            Client client = all.next();
            Optional<ClientUsage> now = files.usage(client.pid, client.descriptor);
            if (now.isEmpty() || !key(now.get()).equals(key(client.last))) {
                // Closed, or another file by now.
                all.remove();
                continue;
            }
            long nanos = now.get().busySince(client.last, nanoTime - client.lastNanos);
            client.last = now.get();
            client.lastNanos = nanoTime;
            Device device = devices.get(client.last.address());
            if (device != null) {
                device.busy.add(client.pid, nanos);
                device.explainedNanos += nanos;
            }
        }
    }

    private void judge(long elapsedNanos) {
        for (Device device : devices.values()) {
            if (!isExplained(device, elapsedNanos)) {
                device.busy.unknown();
            }
        }
    }

    private boolean isExplained(Device device, long elapsedNanos) {
        if (device.percent == null) {
            return complete;
        }
        try {
            double busyNanos = device.percent.read() / 100.0 * elapsedNanos;
            return busyNanos - device.explainedNanos <= MOST_UNEXPLAINED * elapsedNanos;
        } catch (IOException e) {
            return complete;
        }
    }

    private void search(long nanoTime) {
        int left = DESCRIPTORS_PER_CALL;
        if (round.isEmpty()) {
            round.addAll(files.processes());
            roundPartial = round.isEmpty();
        }
        while (left > 0 && !round.isEmpty()) {
            left -= PROCESS_COST + searchOne(round.removeFirst(), nanoTime);
        }
        if (round.isEmpty()) {
            complete = !roundPartial;
        }
    }

    private int searchOne(int pid, long nanoTime) {
        ClientFiles.Look look = files.look(pid, MOST_DESCRIPTORS_OF_ONE);
        roundPartial |= look.partial;
        for (String descriptor : look.descriptors) {
            Optional<ClientUsage> usage = files.usage(pid, descriptor);
            if (usage.isEmpty() || clients.containsKey(key(usage.get()))) {
                continue;
            }
            if (clients.size() == MOST_CLIENTS) {
                roundPartial = true;
                break;
            }
            clients.put(key(usage.get()), new Client(pid, descriptor, usage.get(), nanoTime));
        }
        return look.cost;
    }

    private static Key key(ClientUsage usage) {
        return new Key(usage.address(), usage.client());
    }
}
