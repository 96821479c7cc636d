package io.scaph.cli.kubernetes;

import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A {@code /proc} and a {@code /sys} of a node in real time: a package of 60 W with dram of 7.5 W, a GPU of 50 W, and three
 * busy processes: of the host, in a container of a pod that also uses the GPU, and in a container of Docker.
 */
final class SimulatedNode implements AutoCloseable {
    static final String POD_CONTAINER = "a1".repeat(32);
    static final String POD_UID = "11111111-2222-3333-4444-555555555555";
    private static final String DOCKER_CONTAINER = "b2".repeat(32);
    private static final String GPU = "0000:03:00.0";
    private static final int GPU_TABLE_BYTES = 96;
    private static final long TICK_MILLIS = 10;

    private final Path procfs;
    private final Path sysfs;
    private final PowercapSimulator powercap;
    private final long startMillis = System.currentTimeMillis();
    private final Thread writer = new Thread(this::run, "simulated-node");
    private volatile boolean closed;

    SimulatedNode(Path directory) throws IOException {
        procfs = Files.createDirectory(directory.resolve("proc"));
        sysfs = Files.createDirectory(directory.resolve("sys"));
        gpu();
        Files.createDirectories(procfs.resolve("self/ns"));
        Files.createSymbolicLink(procfs.resolve("self/ns/pid"), Path.of("pid:[4026531836]"));
        put("loadavg", "1.50 1.00 0.50 2/2 200\n");
        put("meminfo", "MemTotal: 1000 kB\nMemFree: 500 kB\nMemAvailable: 600 kB\n");
        process(100, "shell", "0::/user.slice\n");
        process(
                200,
                "server",
                "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + POD_UID.replace('-', '_')
                        + ".slice/cri-containerd-" + POD_CONTAINER + ".scope\n");
        process(300, "web", "0::/system.slice/docker-" + DOCKER_CONTAINER + ".scope\n");
        Files.createDirectories(procfs.resolve("200/fd"));
        Files.createSymbolicLink(procfs.resolve("200/fd/5"), Path.of("/dev/dri/renderD128"));
        write();
        powercap = PowercapSimulator.start(
                sysfs,
                List.of(
                        SimulatedZone.of("intel-rapl:0", "package-0", 60),
                        SimulatedZone.of("intel-rapl:0:0", "dram", 7.5),
                        SimulatedZone.of("intel-rapl:0:1", "core", 40)));
        writer.setDaemon(true);
        writer.start();
    }

    Path procfs() {
        return procfs;
    }

    Path sysfs() {
        return sysfs;
    }

    /** The list of pods that an API server has of this node. */
    static String pods() {
        return """
                {"kind": "PodList", "apiVersion": "v1", "items": [{
                  "metadata": {"name": "shop-0", "namespace": "prod", "uid": "%s"},
                  "spec": {"nodeName": "node-1"},
                  "status": {"containerStatuses": [{"name": "app", "containerID": "containerd://%s"}]}}]}
                """.formatted(POD_UID, POD_CONTAINER);
    }

    /** A card of AMD that shows its power. */
    private void gpu() throws IOException {
        Path device = sysfs.resolve("devices/pci0000:00/" + GPU);
        Files.createDirectories(device.resolve("drm/card0"));
        Files.createDirectories(device.resolve("hwmon/hwmon3"));
        Files.createDirectories(device.resolve("power"));
        Files.createDirectories(sysfs.resolve("class/drm"));
        Path driver = Files.createDirectories(sysfs.resolve("bus/pci/drivers/amdgpu"));
        Files.createSymbolicLink(device.resolve("driver"), driver);
        Files.createSymbolicLink(device.resolve("drm/card0/device"), device);
        Files.createSymbolicLink(sysfs.resolve("class/drm/card0"), device.resolve("drm/card0"));
        Files.writeString(device.resolve("vendor"), "0x1002\n");
        Files.writeString(device.resolve("device"), "0x73bf\n");
        Files.writeString(device.resolve("power/runtime_status"), "active\n");
        Files.writeString(device.resolve("gpu_busy_percent"), "50\n");
        Files.writeString(device.resolve("hwmon/hwmon3/name"), "amdgpu\n");
        Files.writeString(device.resolve("hwmon/hwmon3/power1_average"), "50000000\n");
        byte[] table = new byte[GPU_TABLE_BYTES];
        table[0] = GPU_TABLE_BYTES;
        table[2] = 1;
        table[3] = 1;
        Files.write(device.resolve("gpu_metrics"), table);
    }

    private void process(long pid, String name, String groups) throws IOException {
        Path own = Files.createDirectory(procfs.resolve(Long.toString(pid)));
        Files.writeString(own.resolve("cgroup"), groups);
        Files.writeString(own.resolve("cmdline"), "/usr/bin/" + name + "\0");
        Files.writeString(own.resolve("status"), "Name:\t" + name + "\nUid:\t1000\t1000\t1000\t1000\n");
        Files.createDirectory(own.resolve("fdinfo"));
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(50);
                write();
            } catch (IOException | InterruptedException e) {
                closed = true;
            }
        }
    }

    private void write() throws IOException {
        long ticks = (System.currentTimeMillis() - startMillis) / TICK_MILLIS;
        put("uptime", 1_000 + ticks / 100 + "." + ticks % 100 + " 0.00\n");
        put(
                "stat",
                "cpu  " + ticks + " 0 " + ticks + " " + (1_000 + ticks) + " 0 0 0 0 0 0\n"
                        + "cpu0 " + ticks + " 0 0 " + (500 + ticks / 2) + " 0 0 0 0 0 0\n"
                        + "cpu1 0 0 " + ticks + " " + (500 + ticks / 2) + " 0 0 0 0 0 0\n"
                        + "ctxt " + ticks + "\nbtime 1700000000\nprocesses 200\nprocs_running 2\nprocs_blocked 0\n");
        put("100/stat", stat(100, "shell", ticks / 3));
        put("200/stat", stat(200, "server", ticks / 3));
        put("300/stat", stat(300, "web", ticks / 3));
        put(
                "200/fdinfo/5",
                "pos:\t0\nflags:\t02100002\ndrm-driver:\tamdgpu\ndrm-client-id:\t7\ndrm-pdev:\t" + GPU
                        + "\ndrm-engine-gfx:\t" + ticks * 5_000_000 + " ns\n");
    }

    private static String stat(long pid, String name, long ticks) {
        return pid + " (" + name + ") R 1 1 1 0 -1 0 0 0 0 0 " + ticks + " 0 0 0 20 0 1 0 5000 1000000 100"
                + " 0".repeat(28) + "\n";
    }

    private void put(String file, String text) throws IOException {
        Path target = procfs.resolve(file);
        Path draft = procfs.resolve(".draft");
        Files.writeString(draft, text);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        powercap.close();
    }
}
