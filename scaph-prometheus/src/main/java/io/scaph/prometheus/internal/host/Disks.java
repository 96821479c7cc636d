package io.scaph.prometheus.internal.host;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.spi.HostRoots;
import io.scaph.prometheus.internal.exposition.LabelSet;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file systems on disks of this machine. Those of a network are not read, because they may never respond. */
final class Disks {
    private static final Logger LOGGER = LoggerFactory.getLogger(Disks.class);
    private static final int MOST = 64;
    private static final Path STANDARD_PROCFS = HostRoots.STANDARD.procfs();

    private final HostRoots roots;

    Disks(HostRoots roots) {
        this.roots = roots;
    }

    List<Disk> read() {
        // In another /proc, such as the host's in a container, the paths are those of its first process.
        boolean own = roots.procfs().equals(STANDARD_PROCFS);
        Path mounts = roots.procfs().resolve(own ? "self/mounts" : "1/mounts");
        Path base = own ? Path.of("/") : roots.procfs().resolve("1").resolve("root");
        List<Disk> disks = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String line : NamedNumbers.text(mounts).split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length >= 3
                    && words[0].startsWith("/dev/")
                    && words[1].startsWith("/")
                    && disks.size() < MOST
                    && seen.add(words[0])) {
                String mountPoint = KernelText.withoutOctal(words[1]);
                add(disks, base, KernelText.withoutOctal(words[0]), mountPoint, words[2]);
            }
        }
        return disks;
    }

    private void add(List<Disk> disks, Path base, String device, String mountPoint, String fileSystem) {
        try {
            String block = device.substring(device.lastIndexOf('/') + 1);
            LabelSet labels = LabelSet.NONE
                    .with("disk_file_system", KernelText.visible(fileSystem))
                    .with("disk_mount_point", KernelText.visible(mountPoint))
                    .with("disk_type", type(block))
                    .with("disk_is_removable", flag(block, "removable").equals("1") ? "true" : "false")
                    .with("disk_name", KernelText.visible(device));
            disks.add(disk(KernelPath.resolve(base, mountPoint.substring(1)), labels));
        } catch (IOException | InvalidPathException e) {
            // It was unmounted, or can't be read. Names of mount points are untrusted and not safe for a terminal.
            String reason = e instanceof IOException failure ? FailureText.reason(failure) : "its name is not a path";
            LOGGER.debug("The file system of {} is left out: {}", KernelText.visible(device), reason);
        }
    }

    private static Disk disk(Path path, LabelSet labels) throws IOException {
        try {
            FileStore store = Files.getFileStore(path);
            return new Disk(labels, store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            // The JDK looks for the mount in our own namespace, where a mount of the host may be missing. A File does
            // not.
            File file = path.toFile();
            long total = file.toPath().equals(path) ? file.getTotalSpace() : 0;
            if (total == 0) {
                throw e;
            }
            return new Disk(labels, total, file.getUsableSpace());
        }
    }

    private String type(String block) {
        return switch (flag(block, "queue/rotational")) {
            case "0" -> "SSD";
            case "1" -> "HDD";
            default -> "Unknown";
        };
    }

    /** A flag of a disk, or of the disk that a partition is part of. */
    private String flag(String block, String name) {
        try {
            Path device = KernelPath.resolve(roots.sysfs().resolve("class/block"), block)
                    .toRealPath();
            Path disk = Files.exists(device.resolve("partition"))
                    ? device.resolve("..").normalize()
                    : device;
            return NamedNumbers.text(disk.resolve(name)).strip();
        } catch (IOException | InvalidPathException e) {
            return "";
        }
    }
}
