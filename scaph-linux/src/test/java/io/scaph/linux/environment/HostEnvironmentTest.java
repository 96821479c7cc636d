package io.scaph.linux.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.HostRoots;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostEnvironmentTest {
    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final HostRoots roots = HostRoots.of(files.getPath("/proc"), files.getPath("/sys"));

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void whatCannotBeReadIsNotKnown() {
        HostEnvironment environment = HostEnvironment.detect(roots);

        assertThat(environment.hypervisor()).isEmpty();
        assertThat(environment.container()).isEmpty();
        assertThat(environment.kernel()).isEmpty();
        assertThat(environment.modules()).isEmpty();
        assertThat(environment.cpu().vendor()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "product_name, VMware Virtual Platform, VMware",
        "sys_vendor, QEMU, QEMU",
        "product_name, KVM Virtual Machine, KVM",
        "product_name, VirtualBox, VirtualBox",
        "product_name, Virtual Machine, Hyper-V",
        "product_name, Google Compute Engine, Google Compute Engine"
    })
    void aVirtualMachineIsToldByItsFirmware(String file, String content, String hypervisor) throws IOException {
        write(roots.sysfs().resolve("class/dmi/id").resolve(file), content + "\n");

        assertThat(HostEnvironment.detect(roots).hypervisor()).contains(hypervisor);
    }

    @Test
    void aVirtualMachineWithoutFirmwareTablesIsToldByItsCpu() throws IOException {
        write(roots.procfs().resolve("cpuinfo"), "processor : 0\nflags : fpu hypervisor sse\n");

        assertThat(HostEnvironment.detect(roots).hypervisor()).contains(HostEnvironment.UNNAMED);
    }

    @ParameterizedTest
    @CsvSource({"Dell Inc.", "Amazon EC2", "LENOVO"})
    void hardwareIsNoVirtualMachine(String vendor) throws IOException {
        write(roots.sysfs().resolve("class/dmi/id/sys_vendor"), vendor + "\n");
        write(roots.procfs().resolve("cpuinfo"), "processor : 0\nflags : fpu sse\n");

        assertThat(HostEnvironment.detect(roots).hypervisor()).isEmpty();
    }

    @Test
    void aContainerIsToldByTheControlGroup() throws IOException {
        write(roots.procfs().resolve("self/cgroup"), "0::/system.slice/docker-" + "ab".repeat(32) + ".scope\n");

        assertThat(HostEnvironment.detect(roots).container()).contains("docker");
    }

    @Test
    void kernelAndModulesAreRead() throws IOException {
        write(roots.procfs().resolve("sys/kernel/osrelease"), "5.4.0-150-generic\n");
        write(roots.procfs().resolve("modules"), "intel_rapl_msr 20480 0 - Live 0x0\nkvm 1 2 - Live 0x0\n");

        HostEnvironment environment = HostEnvironment.detect(roots);

        assertThat(environment.kernel()).contains(new KernelVersion(5, 4));
        assertThat(environment.modules()).containsExactlyInAnyOrder("intel_rapl_msr", "kvm");
    }

    @Test
    void versionsAreOrderedByNumber() {
        assertThat(new KernelVersion(5, 9)).isLessThan(new KernelVersion(5, 11));
        assertThat(new KernelVersion(6, 1)).isGreaterThan(new KernelVersion(5, 11));
        assertThat(KernelVersion.parse("none")).isEmpty();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
