package io.scaph.cli.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of {@code /sys} that has the powercap class, in the layout of the kernel: zones below
 * {@code devices/virtual/powercap}, links to them in {@code class/powercap}, counters that only root may read. Two packages of
 * 20 W, each with a dram of 5 W. Counters are written in place, so they keep the rights that they are given.
 */
final class CounterTree {
    static final String CONTROL_TYPE = "intel-rapl";
    static final String PACKAGE = "intel-rapl/intel-rapl:0";
    static final String DRAM = "intel-rapl/intel-rapl:0/intel-rapl:0:0";

    private static final long START_MICROJOULES = 100_000_000_000L;
    private static final long PERIOD_MILLIS = 20;

    private final Path sys;
    private final Map<String, Integer> watts = new TreeMap<>();
    private final long startNanos = System.nanoTime();
    private final Thread writer = new Thread(this::writeOn, "counter-tree");
    private volatile boolean closed;

    private CounterTree(Path sys) {
        this.sys = sys;
    }

    static CounterTree start(Path sys) throws IOException {
        CounterTree tree = new CounterTree(sys);
        tree.addDevice(CONTROL_TYPE);
        for (int id = 0; id < 2; id++) {
            String zone = CONTROL_TYPE + "/intel-rapl:" + id;
            tree.addZone(zone, "package-" + id, 20);
            tree.addZone(zone + "/intel-rapl:" + id + ":0", "dram", 5);
        }
        tree.writer.setDaemon(true);
        tree.writer.start();
        return tree;
    }

    private Path directory(String device) {
        return sys.resolve("devices/virtual/powercap").resolve(device);
    }

    private void addDevice(String device) throws IOException {
        Path directory = Files.createDirectories(directory(device));
        Path classes = Files.createDirectories(sys.resolve("class/powercap"));
        Files.createFile(directory.resolve("uevent"));
        Files.createSymbolicLink(directory.resolve("subsystem"), directory.relativize(classes));
        Files.createSymbolicLink(classes.resolve(directory.getFileName()), classes.relativize(directory));
    }

    private void addZone(String zone, String name, int power) throws IOException {
        addDevice(zone);
        Files.writeString(directory(zone).resolve("name"), name + "\n");
        Files.writeString(directory(zone).resolve("max_energy_range_uj"), "262143328850\n");
        Files.writeString(directory(zone).resolve("enabled"), "1\n");
        addCounter(zone);
        watts.put(zone, power);
    }

    private void addCounter(String zone) throws IOException {
        Path file = directory(zone).resolve("energy_uj");
        Files.writeString(file, START_MICROJOULES + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    }

    /** Does to the counter of a zone what the kernel does when the driver is loaded again. */
    void registerAgain(String zone) throws IOException {
        Files.delete(directory(zone).resolve("energy_uj"));
        addCounter(zone);
    }

    private void writeOn() {
        while (!closed) {
            try {
                for (Map.Entry<String, Integer> zone : watts.entrySet()) {
                    write(zone.getKey(), zone.getValue());
                }
                Thread.sleep(PERIOD_MILLIS);
            } catch (IOException e) {
                // A zone that is being registered again.
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** One write of the same length each time, so no reader sees half a number. */
    private void write(String zone, int power) throws IOException {
        long microjoules = START_MICROJOULES + (System.nanoTime() - startNanos) / 1_000 * power;
        byte[] text = (microjoules + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel file = FileChannel.open(directory(zone).resolve("energy_uj"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(text), 0);
        }
    }

    void close() throws InterruptedException {
        closed = true;
        writer.interrupt();
        writer.join();
    }
}
