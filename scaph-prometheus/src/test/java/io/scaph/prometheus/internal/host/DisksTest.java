package io.scaph.prometheus.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.spi.HostRoots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisksTest {
    @TempDir
    Path directory;

    /** Reads a table of mounts, given in Latin-1, a character for each byte. */
    private List<Disk> read(String mounts, String... mountPoints) throws IOException {
        Path first = Files.createDirectories(directory.resolve("proc/1"));
        for (String point : mountPoints) {
            Path relative = KernelPath.of(point.getBytes(StandardCharsets.ISO_8859_1));
            Files.createDirectories(first.resolve("root").resolve(relative));
        }
        Files.write(first.resolve("mounts"), mounts.getBytes(StandardCharsets.ISO_8859_1));
        return new Disks(HostRoots.of(directory.resolve("proc"), directory.resolve("sys"))).read();
    }

    private static List<Optional<String>> mountPoints(List<Disk> disks) {
        return disks.stream()
                .map(disk -> disk.labels().value("disk_mount_point"))
                .toList();
    }

    @Test
    void aMountPointIsUtf8() throws IOException {
        List<Disk> disks = read("/dev/sda1 /mnt/donn\u00c3\u00a9es ext4 rw 0 0\n", "mnt/donn\u00c3\u00a9es");

        assertThat(mountPoints(disks)).containsExactly(Optional.of("/mnt/donn\u00e9es"));
        assertThat(disks.get(0).totalBytes()).isPositive();
    }

    @Test
    void aMountPointThatIsNotUtf8IsEscaped() throws IOException {
        List<Disk> disks = read(
                "/dev/sda1 /mnt/cass\u00e9 ext4 rw 0 0\n/dev/sdb1 /mnt/cass\\134xe9 ext4 rw 0 0\n",
                "mnt/cass\u00e9",
                "mnt/cass\\xe9");

        assertThat(mountPoints(disks)).containsExactly(Optional.of("/mnt/cass\\xe9"), Optional.of("/mnt/cass\\x5cxe9"));
        assertThat(disks).allMatch(disk -> disk.totalBytes() > 0);
    }

    @Test
    void octalEscapesAreBytes() throws IOException {
        List<Disk> disks = read(
                "/dev/sda1 /mnt/my\\040disk\\011\\134 ext4 rw 0 0\n/dev/sdb1 /mnt/\\303\\251 ext4 rw 0 0\n",
                "mnt/my disk\t\\",
                "mnt/\u00c3\u00a9");

        assertThat(mountPoints(disks)).containsExactly(Optional.of("/mnt/my disk\t\\"), Optional.of("/mnt/\u00e9"));
    }

    @Test
    void aDiskThatIsGoneIsLeftOutAlone() throws IOException {
        List<Disk> disks = read("/dev/sda1 /gone ext4 rw 0 0\n/dev/sdb1 /mnt ext4 rw 0 0\n /x proc rw 0 0\n", "mnt");

        assertThat(mountPoints(disks)).containsExactly(Optional.of("/mnt"));
    }

    @Test
    void controlCharactersEndNoLine() throws IOException {
        List<Disk> disks = read("/dev/sda1 /mnt/a\\012b\"\\015 ext4 rw 0 0\n", "mnt/a\nb\"\r");

        assertThat(disks.get(0).labels().toString()).contains("disk_mount_point=\"/mnt/a\\nb\\\"\r\"");
    }
}
