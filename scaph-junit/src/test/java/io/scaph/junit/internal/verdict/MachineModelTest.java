package io.scaph.junit.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kind of machine, from /proc/cpuinfo of several architectures. */
class MachineModelTest {
    @TempDir
    private Path directory;

    private String model(String cpuinfo) throws IOException {
        return MachineModel.model(Files.writeString(directory.resolve("cpuinfo"), cpuinfo));
    }

    @Test
    void x86HasAModelName() throws IOException {
        assertThat(model("""
                        processor\t: 0
                        vendor_id\t: AuthenticAMD
                        model\t\t: 1
                        model name\t: AMD  EPYC 7B13

                        processor\t: 1
                        model name\t: another
                        """)).isEqualTo("AMD EPYC 7B13");
    }

    @Test
    void armHasNumbersOnly() throws IOException {
        assertThat(model("processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n"))
                .isEqualTo(System.getProperty("os.arch") + " 0x41/0xd0c");
    }

    @Test
    void withoutCpuinfoTheArchitectureIsUsed() {
        assertThat(MachineModel.model(directory.resolve("missing"))).isNotBlank();
        assertThat(MachineModel.describe(directory.resolve("missing")))
                .endsWith(Runtime.getRuntime().availableProcessors() + " CPUs, " + System.getProperty("os.name"));
    }
}
