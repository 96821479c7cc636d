package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.Availability;
import io.scaph.linux.environment.HostEnvironment;
import io.scaph.linux.environment.KernelVersion;
import io.scaph.linux.machine.CpuInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each form of "nothing there" has its own reason and remedy. */
class KernelDiagnosisTest {
    private static final Path SYS = Path.of("/sys");
    private static final String WHAT = "/sys/class/powercap does not exist";

    @Test
    void aVirtualMachineHasNoRaplOfItsOwn() {
        Availability why = nothingThere(host(intel(), "6.1", Optional.of("KVM"), Set.of()));

        assertThat(why.reason()).isEqualTo(WHAT + ": this is a virtual machine (KVM), which has no RAPL of its own");
        assertThat(why.remedy()).contains("--vm").doesNotContain("modprobe");
    }

    /** The warning at the start puts it after "so energy is estimated. To measure: ". */
    @Test
    void noRemedyIsToEstimate() {
        assertThat(List.of(
                        nothingThere(host(intel(), "6.1", Optional.of("KVM"), Set.of())),
                        nothingThere(host(intel(), "6.1", Optional.empty(), Set.of("intel_rapl_msr"))),
                        nothingThere(host(amd(0x15), "6.1", Optional.empty(), Set.of())),
                        nothingThere(host(CpuInfo.parse(List.of()), "6.1", Optional.empty(), Set.of()))))
                .extracting(Availability::remedy)
                .allSatisfy(remedy -> assertThat(remedy).isNotBlank().doesNotContain("estimat"));
    }

    @Test
    void aDriverThatIsNotLoadedIsToBeLoaded() {
        Availability why = nothingThere(host(intel(), "6.1", Optional.empty(), Set.of("kvm")));

        assertThat(why.reason()).contains("the driver intel_rapl_msr is not loaded");
        assertThat(why.remedy()).isEqualTo("sudo modprobe intel_rapl_msr");
    }

    @Test
    void aDriverThatFoundNothingIsNotToBeLoadedAgain() {
        Availability why =
                nothingThere(host(intel(), "6.1", Optional.empty(), Set.of("intel_rapl_msr", "intel_rapl_common")));

        assertThat(why.reason()).contains("found no RAPL");
        assertThat(why.remedy()).doesNotContain("modprobe");
    }

    @Test
    void aKernelThatIsTooOldForThisAmdFamilyIsNamed() {
        Availability why = nothingThere(host(amd(0x19), "5.4", Optional.empty(), Set.of()));

        assertThat(why.reason()).contains("Linux 5.4 is too old for RAPL on this CPU (AuthenticAMD family 25)");
        assertThat(why.remedy()).isEqualTo("update the kernel to 5.11 or newer");
    }

    @Test
    void anAmdFamilyWithoutRaplIsNamed() {
        assertThat(nothingThere(host(amd(0x15), "6.1", Optional.empty(), Set.of()))
                        .reason())
                .contains("CPUs of family 21 of AuthenticAMD have no RAPL");
    }

    @Test
    void aNewKernelOnAmdNeedsItsDriver() {
        assertThat(nothingThere(host(amd(0x19), "6.1", Optional.empty(), Set.of()))
                        .remedy())
                .isEqualTo("sudo modprobe intel_rapl_msr");
    }

    @Test
    void anotherArchitectureHasNoRapl() {
        assertThat(nothingThere(host(CpuInfo.parse(List.of()), "6.1", Optional.empty(), Set.of()))
                        .reason())
                .contains("RAPL is a feature of Intel and AMD CPUs");
    }

    @Test
    void aRootThatWasNamedIsToBeNamedRightly() {
        KernelDiagnosis diagnosis =
                new KernelDiagnosis(host(intel(), "6.1", Optional.of("KVM"), Set.of()), Path.of("/host/sys"), "alice");

        assertThat(diagnosis.noZones("x").remedy()).contains("--path-sysfs");
    }

    @Test
    void whatAContainerHidesIsToBeShown() {
        Availability why = diagnosis(host(intel(), "6.1", Optional.empty(), Set.of()))
                .danglingLinks(Path.of("/sys/class/powercap"));

        assertThat(why.reason()).contains("hidden from this container");
        assertThat(why.remedy()).contains("--path-sysfs /host/sys").contains("systempaths=unconfined");
    }

    @Test
    void closedCountersAreToBeOpenedToAGroupForThatUser() {
        Availability why = diagnosis(host(intel(), "6.1", Optional.empty(), Set.of()))
                .closed("energy_uj: permission denied", true);

        assertThat(why.reason()).contains("permission denied for user alice");
        assertThat(why.remedy())
                .contains("usermod -aG powercap alice")
                .contains("find /sys/devices/virtual/powercap -name energy_uj -exec chgrp powercap {} +")
                .doesNotContain("o+r");
    }

    @Test
    void theRightsThatAreToBeGivenSurviveANewRegistrationOfAZone() throws IOException {
        Availability why = diagnosis(host(intel(), "6.1", Optional.empty(), Set.of()))
                .closed("energy_uj: permission denied", true);

        assertThat(why.remedy())
                .contains("echo '" + KernelDiagnosis.RULE + "' | sudo tee /etc/udev/rules.d/70-powercap.rules");
        assertThat(Files.readAllLines(Path.of("..", "deploy", "udev", "70-powercap.rules")))
                .contains(KernelDiagnosis.RULE);
    }

    @Test
    void inAContainerTheGroupIsToBeGivenToTheContainer() {
        HostEnvironment environment = new HostEnvironment(
                intel(), KernelVersion.parse("6.1"), Set.of(), Optional.empty(), Optional.of("docker"));
        Availability why = new KernelDiagnosis(environment, SYS, "65532").closed("energy_uj: permission denied", true);

        assertThat(why.remedy())
                .contains("on the host, sudo groupadd -f powercap")
                .contains("--group-add \"$(getent group powercap | cut -d: -f3)\"")
                .doesNotContain("usermod");
    }

    @Test
    void aFileThatHoldsNoNumberIsNotAMatterOfPermission() {
        assertThat(diagnosis(host(intel(), "6.1", Optional.empty(), Set.of()))
                        .closed("energy_uj: it is empty", false)
                        .remedy())
                .doesNotContain("udev");
    }

    private static KernelDiagnosis diagnosis(HostEnvironment environment) {
        return new KernelDiagnosis(environment, SYS, "alice");
    }

    private static Availability nothingThere(HostEnvironment environment) {
        return diagnosis(environment).noZones(WHAT);
    }

    private static HostEnvironment host(CpuInfo cpu, String kernel, Optional<String> hypervisor, Set<String> modules) {
        return new HostEnvironment(cpu, KernelVersion.parse(kernel), modules, hypervisor, Optional.empty());
    }

    private static CpuInfo intel() {
        return cpu("GenuineIntel", 6);
    }

    private static CpuInfo amd(int family) {
        return cpu("AuthenticAMD", family);
    }

    private static CpuInfo cpu(String vendor, int family) {
        return CpuInfo.parse(List.of("vendor_id : " + vendor, "cpu family : " + family));
    }
}
