package io.scaph.sensor.gpu.internal.drm;

import io.scaph.sensor.gpu.internal.energy.BusyTimes;
import io.scaph.sensor.gpu.internal.energy.NumberSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The processes that the GPUs of DRM drivers worked for. Examining every descriptor of every process at every tick would cost
 * more than all other measuring. So a slow scan over all processes, a bounded part at each call, finds those that have a GPU
 * open, and only these are read each time. A client counts from when it was found.
 *
 * <p>The known clients are taken for all clients if the GPU reports its utilisation and they account for it, or, if it does
 * not report it, once a whole scan could examine the descriptors of every process. Otherwise the processes that it worked for
 * are unknown.
 *
 * <p>Used by one thread at a time.
 */
public final class DrmClients {
    /** Some milliseconds of work. */
    private static final int DESCRIPTORS_PER_CALL = 512;
    /** The cost of opening the directory of a process, in descriptors. */
    private static final int PROCESS_COST = 4;

    private static final int MAX_DESCRIPTORS_OF_PROCESS = 8192;
    /** A desktop has tens; reading more at each tick would cost too much. */
    private static final int MAX_CLIENTS = 1024;

    /**
     * The part of the time that may be unexplained. The device reports its utilisation of the last moment or second, the
     * clients that of the whole interval: they agree only roughly.
     */
    private static final double MAX_UNEXPLAINED = 0.25;

    /** One open device. A client that several processes share is charged to the process that was found first. */
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

    private static final class Device {
        final BusyTimes busy;
        final Optional<NumberSource> percent;
        long explainedNanos;

        Device(BusyTimes busy, Optional<NumberSource> percent) {
            this.busy = busy;
            this.percent = percent;
        }
    }

    private final ClientFiles files;
    private final Map<String, Device> devices = new HashMap<>();
    private final Map<String, Client> clients = new HashMap<>();
    private final Deque<Integer> scan = new ArrayDeque<>();
    private boolean isScanPartial = true;
    private boolean complete;
    private boolean based;
    private long lastNanos;

    /**
     * Creates a list without devices.
     *
     * @param procfs the root of {@code /proc}
     */
    public DrmClients(Path procfs) {
        files = new ClientFiles(procfs);
    }

    /**
     * Adds a device.
     *
     * @param address its PCI address
     * @param busy where to add the processes that it worked for
     * @param percent its recent utilisation, from 0 to 100, if it reports it
     */
    public void add(String address, BusyTimes busy, Optional<NumberSource> percent) {
        devices.put(address, new Device(busy, percent));
    }

    /**
     * Collects the times that the devices worked since the last call; the first call sets the baseline.
     *
     * @param nanoTime the time now
     */
    public void collect(long nanoTime) {
        for (Device device : devices.values()) {
            device.explainedNanos = 0;
        }
        clients.values().removeIf(client -> !read(client, nanoTime));
        if (based) {
            markUnexplained(nanoTime - lastNanos);
        }
        based = true;
        lastNanos = nanoTime;
        search(nanoTime);
    }

    /** Reads a known client; returns whether it still exists. */
    private boolean read(Client client, long nanoTime) {
        Optional<ClientUsage> now = files.usage(client.pid, client.descriptor)
                .filter(usage -> usage.id().equals(client.last.id()));
        if (now.isEmpty()) {
            // It was closed, or is another file by now.
            return false;
        }
        long nanos = now.get().busySince(client.last, nanoTime - client.lastNanos);
        client.last = now.get();
        client.lastNanos = nanoTime;
        Device device = devices.get(client.last.address());
        if (device != null) {
            device.busy.add(client.pid, nanos);
            device.explainedNanos += nanos;
        }
        return true;
    }

    private void markUnexplained(long elapsedNanos) {
        for (Device device : devices.values()) {
            if (!isExplained(device, elapsedNanos)) {
                device.busy.unknown();
            }
        }
    }

    private boolean isExplained(Device device, long elapsedNanos) {
        if (device.percent.isEmpty()) {
            return complete;
        }
        try {
            double busyNanos = device.percent.get().read() / 100.0 * elapsedNanos;
            return busyNanos - device.explainedNanos <= MAX_UNEXPLAINED * elapsedNanos;
        } catch (IOException e) {
            return complete;
        }
    }

    private void search(long nanoTime) {
        int left = DESCRIPTORS_PER_CALL;
        if (scan.isEmpty()) {
            scan.addAll(files.processes());
            isScanPartial = scan.isEmpty();
        }
        while (left > 0 && !scan.isEmpty()) {
            left -= PROCESS_COST + searchProcess(scan.removeFirst(), nanoTime);
        }
        if (scan.isEmpty()) {
            complete = !isScanPartial;
        }
    }

    private int searchProcess(int pid, long nanoTime) {
        ClientFiles.Descriptors found = files.descriptors(pid, MAX_DESCRIPTORS_OF_PROCESS);
        isScanPartial |= !found.complete();
        for (String descriptor : found.ofGpus()) {
            Optional<ClientUsage> usage = files.usage(pid, descriptor);
            if (usage.isEmpty() || clients.containsKey(usage.get().id())) {
                continue;
            }
            if (clients.size() == MAX_CLIENTS) {
                isScanPartial = true;
                break;
            }
            clients.put(usage.get().id(), new Client(pid, descriptor, usage.get(), nanoTime));
        }
        return found.examined();
    }
}
