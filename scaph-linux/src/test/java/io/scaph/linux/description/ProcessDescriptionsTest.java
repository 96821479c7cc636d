package io.scaph.linux.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.internal.workload.ProcessIdentity;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.procfs.PlainAccess;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes with names as the kernel keeps them: bytes. */
class ProcessDescriptionsTest {
    @TempDir
    Path procfs;

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Describes a process; all arguments are in Latin-1, with a character for each byte. */
    private ProcessInfo describe(String name, String executable, String arguments) throws IOException {
        Path directory = Files.createDirectories(procfs.resolve("17"));
        Files.deleteIfExists(directory.resolve("exe"));
        Files.createSymbolicLink(directory.resolve("exe"), KernelPath.of(bytes(executable)));
        Files.write(directory.resolve("cmdline"), bytes(arguments));
        byte[] text = bytes("17 (" + name + ") S 1 1 1 0 -1 0 0 0 0 0 1 1 0 0 20 0 1 0 5 1 1\n");
        ProcessStat stat = Objects.requireNonNull(ProcessStat.parse(text, text.length));
        try (UserNames users = new UserNames(uid -> Optional.empty(), NanoClock.SYSTEM);
                PlainAccess access = new PlainAccess(procfs);
                ProcessDescriptions descriptions = new ProcessDescriptions(
                        HostRoots.of(procfs, procfs), access, Set.of(WorkloadDetail.COMMAND_LINE), users)) {
            return descriptions
                    .describe(new ProcessIdentity(17, Instant.EPOCH, true), stat)
                    .process();
        }
    }

    @Test
    void namesAreUtf8() throws IOException {
        ProcessInfo process =
                describe("na\u00c3\u00afve", "/opt/\u00c3\u009f/na\u00c3\u00afve (deleted)", "naive\0\u00c3\u00a9\0\0");

        assertThat(process.name()).isEqualTo("na\u00efve");
        assertThat(process.executable()).contains("/opt/\u00df/na\u00efve (deleted)");
        assertThat(process.commandLine()).contains("naive \u00e9 ");
    }

    @Test
    void bytesThatAreNotUtf8AreEscaped() throws IOException {
        ProcessInfo process = describe("caf\u00e9", "/opt/caf\u00e9", "caf\u00e9\0\u00ff\0");

        assertThat(process.name()).isEqualTo("caf\\xe9");
        assertThat(process.executable()).contains("/opt/caf\\xe9");
        assertThat(process.commandLine()).contains("caf\\xe9 \\xff");
    }

    @Test
    void twoExecutablesNeverHaveOneName() throws IOException {
        assertThat(describe("x", "/opt/caf\\xe9", "").executable())
                .isNotEqualTo(describe("x", "/opt/caf\u00e9", "").executable())
                .isNotEqualTo(describe("x", "/opt/caf\u00e8", "").executable());
    }
}
