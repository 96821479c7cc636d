package io.scaph.linux.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines of libvirt 9, QEMU 7.2 and Proxmox VE 8, shortened. */
class VirtualMachinesTest {
    private static final String QEMU = "/usr/bin/qemu-system-x86_64";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/usr/bin/qemu-system-x86_64 | qemu-system-x86_64 -name guest=web,debug-threads=on -S | web",
                "/usr/libexec/qemu-kvm | /usr/libexec/qemu-kvm -name guest=web,process=qemu:web -S | web",
                "/usr/bin/qemu-system-aarch64 | qemu-system-aarch64 -name web -m 512 | web",
                "/usr/bin/qemu-system-x86_64 | qemu-system-x86_64 --name web,debug-threads=on | web",
                "/usr/bin/kvm | /usr/bin/kvm -id 100 -name db,debug-threads=on -no-shutdown | db",
                "/usr/bin/qemu-system-x86_64 | qemu-system-x86_64 -name debug-threads=on,guest=web | web",
                "/usr/bin/qemu-system-x86_64 | qemu-system-x86_64 -name a -name b | b",
                "/usr/bin/qemu-system-x86_64 | qemu-system-x86_64 -name one,,two | one,two",
                "/usr/bin/qemu-system-x86_64 | qemu-system-x86_64 -name guest=a=b | a=b",
                "/usr/bin/qemu-kvm (deleted) | qemu-kvm -name web | web",
                "/nix/store/abc-qemu/bin/.qemu-system-x86_64-wrapped | qemu-system-x86_64 -name web | web"
            })
    void theNameIsThatOfTheCommandLine(String executable, String commandLine, String name) {
        assertThat(VirtualMachines.name(executable, List.of(commandLine.split(" ")), 17))
                .contains(name);
    }

    @Test
    void withoutANameItIsTheUuid() {
        assertThat(VirtualMachines.name(QEMU, List.of("q", "-uuid", "5a1b-77", "-m", "64"), 17))
                .contains("5a1b-77");
    }

    @Test
    void withoutNameAndUuidItIsThePid() {
        assertThat(VirtualMachines.name(QEMU, List.of("q", "-m", "64"), 17)).contains("qemu-17");
        assertThat(VirtualMachines.name(QEMU, List.of("q", "-name"), 17)).contains("qemu-17");
        assertThat(VirtualMachines.name(QEMU, List.of("q", "-name", "debug-threads=on"), 17))
                .contains("qemu-17");
        assertThat(VirtualMachines.name(QEMU, List.of(), 17)).contains("qemu-17");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q -S -no-user-config -nodefaults -nographic -machine none,accel=kvm:tcg -qmp unix:/x,server=on -daemonize",
                "q -S -nodefaults -M none -display none",
                "q -machine type=none,accel=tcg",
                "q -machine accel=kvm,type=none",
                "q --machine none",
                "q -name probe -M none",
                "q --version",
                "q -version",
                "q -h",
                "q -help",
                "q --help",
                "q -cpu help",
                "q -cpu ?",
                "q -machine help",
                "q -machine q35,help",
                "q -M ?",
                "q -accel help",
                "q -device help",
                "q -device virtio-net-pci,help",
                "q -device ?",
                "q -netdev help",
                "q -nic model=help",
                "q -net nic,model=?",
                "q -object help",
                "q -object memory-backend-ram,help",
                "q -chardev help",
                "q -audiodev help",
                "q -drive format=help",
                "q -display help",
                "q -vga help",
                "q -d help",
                "q -trace help",
                "q -name web -soundhw ?",
                "q -m 512 -watchdog help",
                "q -L help",
            })
    void aQemuThatRunsNoMachineHasNoName(String commandLine) {
        assertThat(VirtualMachines.name(QEMU, List.of(commandLine.split(" ")), 17))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q -name help | help",
                "q -name web -machine pc-q35-7.2,usb=off -append help | web",
                "q -name web -append -version | web",
                "q -name web -M none -M q35 | web",
                "q -name none -machine q35 | none",
                "q -name web -device virtio-net-pci,id=help | web",
                "q -name web -kernel help -machine q35,dump-guest-core=off | web",
                "q -name web disk.img | web",
                "q -name web -S -daemonize -nographic | web",
                "q -name web -smbios type=1,product=none | web",
            })
    void wordsOfTheUserAreNoRequestForHelp(String commandLine, String name) {
        assertThat(VirtualMachines.name(QEMU, List.of(commandLine.split(" ")), 17))
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/bin/python3",
                "/home/x/qemu-system-x86_64/bash",
                "/usr/bin/qemu-img",
                "/usr/bin/kvmtool",
                "/home/x/guest=qemu-kvm,"
            })
    void wordsAmongTheArgumentsMakeNoVirtualMachine(String executable) {
        assertThat(VirtualMachines.name(executable, List.of("qemu-system-x86_64", "-name", "guest=web,x=y"), 17))
                .isEmpty();
    }
}
