package io.scaph.linux.container;

import static io.scaph.linux.container.ControlGroupLines.ID;
import static io.scaph.linux.container.ControlGroupLines.OUTER;
import static io.scaph.linux.container.ControlGroupLines.UID;
import static io.scaph.linux.container.ControlGroupLines.innermost;
import static io.scaph.linux.container.ControlGroupLines.lines;
import static io.scaph.linux.container.ControlGroupLines.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which processes are in no container, which unit they are in, and what odd lines do. */
class ControlGroupsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/",
                "0::/..",
                "0::/system.slice/docker.service",
                "0::/system.slice/containerd.service",
                "0::/system.slice/docker.socket",
                "0::/docker",
                "0::/docker/buildx",
                "0::/user.slice/user-0.slice",
                "0::/machine.slice/libpod-conmon-ID.scope",
                "0::/system.slice/crio-conmon-ID.scope",
                "0::/libpod_parent/conmon",
                "0::/lxc.monitor.web",
                "0::/lxc.monitor/web",
                "0::/lxc.pivot",
                "0::/system.slice/lxc.service",
                "0::/machine.slice/systemd-nspawn@web.service/supervisor",
                "0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope",
                "0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope/libvirt/emulator",
                "0::/machine.slice",
                "0::/machine.slice/machine-xen\\x2d3\\x2dvm.scope",
                "0::/machine.slice/machine-libxl\\x2d3\\x2dvm.scope/libvirt/emulator",
                "0::/machine.slice/machine-ch\\x2d3\\x2dvm.scope/libvirt/vcpu0",
                "0::/machine.slice/machine-bhyve\\x2d3\\x2dvm.scope",
                "0::/machine.slice/machine-vbox\\x2d3\\x2dvm.scope",
                "0::/machine.slice/machine-vmware\\x2d3\\x2dvm.scope",
                "0::/machine.slice/machine-cloud\\x2dhypervisor.scope",
                "0::/machine.slice/machine-vm.scope",
                "0::/machine.slice/machine-vm.scope/supervisor",
                "0::/machine.slice/systemd-vmspawn@vm.service",
                "0::/user.slice/machine-vm.scope/payload",
                "4:cpuacct:/machine/web.libvirt-qemu/emulator",
                "0::/firecracker/551e7604-e35c-42b3-b825-416853441234",
                "0::/system.slice/snap.firefox.firefox-6f265890-5165-7fab-6b52-18d100000000.scope",
                "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-flatpak-org.gnome.Maps-17.scope",
                "0::/system.slice/garden.service",
                "0::/system.slice/garden.service/garden",
                "0::/system.slice/docker-0123456789ab.scope",
                "0::/ecs/34dc0b5e626f2c5c4c5170e34b10e765",
                "0::/ecstasks.slice/ecstasks-34dc0b5e626f2c5c4c5170e34b10e765.slice",
                "0::/x/34dc0b5e626f2c5c4c5170e34b10e765-",
                "0::/x/34dc0b5e626f2c5c4c5170e34b10e765-12x",
                "0::/buildkit",
                "0::/system.slice/buildkit.service",
                "0::/mesos",
                "0::/nomad.slice/share.slice",
                "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podID_.slice",
                "0::/kubelet.slice",
                "0::/lxc/",
                "0::/lxc/..",
                "0::/lxc/.hidden",
                "0::/lxc.payload.a b",
                "0::/lxc.payload.\u001b[2J",
                "0::/docker/../ID1",
                "0::docker/ID",
                "nonsense",
                "::",
                "",
            })
    void aProcessOutsideOfContainersHasNone(String lines) {
        assertThat(ControlGroups.parse(lines(lines)).container()).isEmpty();
    }

    @Test
    void aWatcherInAContainerBelongsToThatContainer() {
        assertThat(only("0::/system.slice/docker-OUTER.scope/machine.slice/libpod-conmon-ID.scope")
                        .id())
                .isEqualTo(OUTER);
    }

    @Test
    void theTreeThatAccountsForTimeDecides() {
        assertThat(ControlGroups.parse(lines("5:memory:/docker/OUTER; 2:cpu,cpuacct:/docker/ID; 0::/docker/OUTER"))
                        .containers())
                .extracting(group -> group.container().id())
                .containsExactly(ID);
        assertThat(innermost("2:cpu,cpuacct:/; 0::/docker/ID").hierarchy()).isEqualTo(Hierarchy.UNIFIED);
        assertThat(innermost("5:memory:/docker/ID; 2:cpu,cpuacct:/; 0::/").hierarchy())
                .isNull();
    }

    @Test
    void aGroupThatWasRemovedIsStillToldByItsPath() {
        assertThat(only("0::/docker/ID (deleted)").id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @CsvSource({
        "0::/system.slice/nginx.service, nginx.service",
        "0::/user.slice/user-1000.slice/session-2.scope, session-2.scope",
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-org.gnome.Maps-17.scope, app-org.gnome.Maps-17.scope",
        "0::/user.slice/user-1000.slice/user@1000.service/init.scope, init.scope",
        "0::/system.slice/docker-ID.scope, docker-ID.scope",
        "0::/system.slice/docker-ID.scope/init, docker-ID.scope",
        "0::/system.slice/system-getty.slice/getty@tty1.service, getty@tty1.service",
        "0::/system.slice/dev-disk-by\\x2duuid-1.swap, dev-disk-by-uuid-1.swap",
        "0::/system.slice/_cpu.service, cpu.service",
        "0::/system.slice/a\\x0ab.service, a\\x0ab.service",
        "0::/system.slice/a\\xff.service, a\\xff.service",
        "0::/system.slice/a\\x.service, a\\x.service",
        "0::/../../system.slice/sshd.service, sshd.service",
        "4:cpuacct:/; 1:name=systemd:/system.slice/cron.service; 0::/, cron.service",
        "4:cpuacct:/; 1:name=systemd:/; 0::/system.slice/cron.service, cron.service",
    })
    void theInnermostUnitIsTold(String lines, String unit) {
        assertThat(ControlGroups.parse(lines(lines)).unit()).contains(unit.replace("ID", ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0::/", "0::/a/b", "0::/docker/ID", "0::/.service", "0::/a b.service", "nonsense"})
    void aProcessOutsideOfUnitsHasNone(String lines) {
        assertThat(ControlGroups.parse(lines(lines)).unit()).isEmpty();
    }

    @Test
    void anEndlessPathIsNobodys() {
        assertThat(ControlGroups.parse(List.of("0::" + "/lxc/a".repeat(100_000)))
                        .container())
                .isEmpty();
        assertThat(ControlGroups.parse(List.of("0::" + "/lxc/a".repeat(500))).containers())
                .hasSize(8);
        assertThat(ControlGroups.parse(List.of("0::/lxc/" + "a".repeat(129))).container())
                .isEmpty();
        assertThat(ControlGroups.parse(List.of("0::/" + "a".repeat(300) + ".service"))
                        .unit())
                .isEmpty();
    }

    @Test
    void noTextIsTooStrange() {
        Random random = new Random(7);
        String[] words = {
            "/",
            "0::",
            ":",
            "docker",
            "-",
            ".scope",
            ID,
            "lxc",
            "lxc.payload.",
            "kubepods",
            "pod",
            UID,
            "..",
            "machine-",
            "machine.slice",
            "\\x2d",
            "\\x",
            " (deleted)",
            "user@",
            "99999999999",
            ".service",
            "\0",
            "é",
            "payload",
            "default"
        };
        for (int i = 0; i < 20_000; i++) {
            List<String> text = new ArrayList<>(Arrays.asList("0::/", "1:cpuacct:/"));
            for (int j = 0; j < 12; j++) {
                int line = random.nextInt(2);
                text.set(line, text.get(line) + words[random.nextInt(words.length)]);
            }
            for (ControlGroup group : ControlGroups.parse(text).containers()) {
                assertThat(group.container().id()).matches("[A-Za-z0-9_.+/-]{1,1100}");
                assertThat(group.path()).startsWith("/");
            }
        }
    }
}
