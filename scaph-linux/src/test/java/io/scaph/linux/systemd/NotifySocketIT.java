package io.scaph.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages arrive at real sockets. */
@Timeout(20)
class NotifySocketIT {
    @TempDir
    Path directory;

    @Test
    void aMessageArrivesAtASocketWithAPath() throws Exception {
        String name = directory.resolve("notify").toString();
        try (ReceivingSocket receiver = ReceivingSocket.bind(name)) {
            new NotifySocket(name).send("READY=1\nWATCHDOG=1");

            assertThat(receiver.receive()).isEqualTo("READY=1\nWATCHDOG=1");
        }
    }

    @Test
    void aMessageArrivesAtAnAbstractSocket() throws Exception {
        String name = "@scaph-test-" + ProcessHandle.current().pid();
        try (ReceivingSocket receiver = ReceivingSocket.bind(name)) {
            new NotifySocket(name).send("STOPPING=1");

            assertThat(receiver.receive()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void aSocketThatIsNotThereIsAFailureThatNamesIt() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> new NotifySocket(missing.toString()).send("READY=1"))
                .isInstanceOf(IOException.class)
                .hasMessage("NOTIFY_SOCKET " + missing + " does not accept a message: errno 2");
    }

    @Test
    void withoutJnaTheFailureNamesIt() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "classes") + File.pathSeparator + Path.of("target", "test-classes"),
                        SendReady.class.getName(),
                        "/run/systemd/notify")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("NOTIFY_SOCKET needs JNA, which can't be used here: ")
                .hasLineCount(1);
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void noDescriptorIsLeftOpen() throws Exception {
        NotifySocket missing = new NotifySocket(directory.resolve("missing").toString());
        assertThatThrownBy(() -> missing.send("READY=1")).isInstanceOf(IOException.class);
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> missing.send("READY=1")).isInstanceOf(IOException.class);
        }

        assertThat(descriptors()).isLessThan(before + 20);
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
