package io.scaph.prometheus.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.HostRoots;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a separate mount namespace, as a container and its host have; needs root. */
class DisksIT {
    @TempDir
    Path directory;

    @Test
    void aMountPointThatOnlyTheHostHasIsThere() throws Exception {
        String mount = "mount -t tmpfs -o size=8m none '" + directory + "' && mkdir '" + directory + "/inner'"
                + " && mount -t tmpfs -o size=4m none '" + directory + "/inner' && echo ready && exec sleep 60";
        Process host = new ProcessBuilder("unshare", "--mount", "sh", "-c", mount)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = host.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            Path first = Files.createDirectories(directory.resolve("proc/1"));
            Files.createSymbolicLink(first.resolve("root"), Path.of("/proc/" + host.pid() + "/root"));
            Files.writeString(first.resolve("mounts"), "/dev/sda1 " + directory + "/inner tmpfs rw 0 0\n");

            List<Disk> disks = new Disks(HostRoots.of(directory.resolve("proc"), directory.resolve("sys"))).read();

            assertThat(disks).hasSize(1);
            assertThat(disks.get(0).labels().value("disk_mount_point")).isEqualTo(Optional.of(directory + "/inner"));
            assertThat(disks.get(0).totalBytes()).isEqualTo(4 << 20);
        } finally {
            host.destroyForcibly().waitFor();
        }
    }
}
