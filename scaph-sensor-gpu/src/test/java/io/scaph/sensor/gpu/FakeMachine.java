package io.scaph.sensor.gpu;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@code /sys} and a {@code /proc} made up for a test, as the drivers' documentation describes them. */
final class FakeMachine {
    static final String AMD = "0x1002";
    static final String INTEL = "0x8086";

    private final Path root;
    private final VirtualClock clock = new VirtualClock();
    private Options options = Options.NONE;

    FakeMachine(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(sysfs());
        Files.createDirectories(procfs().resolve("self/ns"));
        pidNamespace(4_026_531_836L);
    }

    Path sysfs() {
        return root.resolve("sys");
    }

    Path procfs() {
        return root.resolve("proc");
    }

    VirtualClock clock() {
        return clock;
    }

    <T> FakeMachine with(Option<T> option, T value) {
        options = options.with(option, value);
        return this;
    }

    PluginSetup setup() {
        return PluginSetup.standard()
                .withRoots(HostRoots.of(procfs(), sysfs()))
                .withOptions(options)
                .withClock(clock);
    }

    /** A sensor without threads. */
    GpuSensor open() throws SensorUnavailableException {
        return new GpuSensor(GpuProvider.find(setup()), procfs(), clock, DirectTask.FACTORY);
    }

    void pidNamespace(long inode) throws IOException {
        Path link = procfs().resolve("self/ns/pid");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("pid:[" + inode + "]"));
    }

    void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A card on the PCI bus, without sensors. */
    FakeCard card(int number, String address, String driver, String vendor, String model) throws IOException {
        Path device = sysfs().resolve("devices/pci0000:00/" + address);
        Path driverDirectory = sysfs().resolve("bus/pci/drivers/" + driver);
        Files.createDirectories(driverDirectory);
        put(device.resolve("vendor"), vendor + "\n");
        put(device.resolve("device"), model + "\n");
        put(device.resolve("power/runtime_status"), "active\n");
        if (!Files.exists(device.resolve("driver"))) {
            Files.createSymbolicLink(device.resolve("driver"), driverDirectory);
        }
        Path card = device.resolve("drm/card" + number);
        Files.createDirectories(card);
        Files.createSymbolicLink(card.resolve("device"), device);
        Path link = sysfs().resolve("class/drm/card" + number);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, card);
        put(sysfs().resolve("class/drm/card" + number + "-DP-1/status"), "connected\n");
        return new FakeCard(device);
    }

    /** A card of AMD with its power, its limits and how busy it is. */
    FakeCard radeon() throws IOException {
        return card(0, "0000:03:00.0", "amdgpu", AMD, "0x744c")
                .hwmon(3, "amdgpu")
                .metrics(120, 1, 3)
                .file("gpu_busy_percent", "17")
                .file("hwmon/hwmon3/power1_cap", "339000000")
                .file("hwmon/hwmon3/power1_cap_default", "300000000")
                .file("hwmon/hwmon3/power1_average", "42000000");
    }

    /** One card's files. */
    final class FakeCard {
        private final Path device;

        FakeCard(Path device) {
            this.device = device;
        }

        FakeCard file(String name, String text) throws IOException {
            put(device.resolve(name), text + "\n");
            return this;
        }

        FakeCard hwmon(int number, String name) throws IOException {
            return file("hwmon/hwmon" + number + "/name", name);
        }

        FakeCard metrics(int size, int format, int content) throws IOException {
            byte[] table = new byte[size];
            table[0] = (byte) size;
            table[1] = (byte) (size >> 8);
            table[2] = (byte) format;
            table[3] = (byte) content;
            Files.write(device.resolve("gpu_metrics"), table);
            return this;
        }

        void remove(String name) throws IOException {
            Files.delete(device.resolve(name));
        }
    }

    /** A descriptor of a process. */
    void descriptor(int pid, int number, String target, String info) throws IOException {
        Path fd = procfs().resolve(pid + "/fd/" + number);
        Files.createDirectories(fd.getParent());
        Files.deleteIfExists(fd);
        Files.createSymbolicLink(fd, Path.of(target));
        put(procfs().resolve(pid + "/fdinfo/" + number), info);
    }

    /** The text of amdgpu for a client. */
    static String amdgpu(String address, long client, long gfxNanos, long decNanos) {
        return """
                pos:	0
                flags:	02100002
                mnt_id:	26
                ino:	1085
                drm-driver:	amdgpu
                drm-client-id:	%d
                drm-pdev:	%s
                pasid:	32773
                drm-memory-vram:	18812 KiB
                drm-engine-gfx:	%d ns
                drm-engine-dec:	%d ns
                """.formatted(client, address, gfxNanos, decNanos);
    }

    /** The text of xe for a client. */
    static String xe(String address, long client, long rcs, long ccs, long total) {
        return """
                pos:	0
                flags:	0100002
                drm-driver:	xe
                drm-client-id:	%d
                drm-pdev:	%s
                drm-resident-vram0:	23992 KiB
                drm-cycles-rcs:	%d
                drm-total-cycles-rcs:	%d
                drm-cycles-ccs:	%d
                drm-total-cycles-ccs:	%d
                drm-engine-capacity-ccs:	4
                """.formatted(client, address, rcs, total, ccs, total);
    }
}
