package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
    private static final List<String> ACCOUNTS =
            List.of("root:x:0:0:root:/root:/bin/bash", "libvirt-qemu:x:64055:109::/var/lib/libvirt:/usr/sbin/nologin");

    private final TrustPolicy policy =
            TrustPolicy.of("root, libvirt-qemu,4242", "/usr/bin/qemu-system-*,/usr/libexec/qemu-kvm", ACCOUNTS);

    @ParameterizedTest
    @ValueSource(longs = {0, 64_055, 4_242})
    void usersAreKnownByNameOrNumber(long uid) {
        assertThat(policy.rejection(process("/usr/bin/qemu-system-x86_64", User.of(uid, null))))
                .isEmpty();
    }

    @Test
    void aUserMayBeKnownByTheNameInTheProcessTable() {
        TrustPolicy without = TrustPolicy.of("libvirt-qemu", "/usr/bin/qemu-system-*", List.of());

        assertThat(without.rejection(process("/usr/bin/qemu-system-x86_64", User.of(64_055, "libvirt-qemu"))))
                .isEmpty();
    }

    @Test
    void otherUsersAreNotTrusted() {
        assertThat(policy.rejection(process("/usr/bin/qemu-system-x86_64", User.of(1_000, "eve"))))
                .contains("not trusted: user eve is not among --users");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/usr/bin/qemu-system-x86_64", "/usr/bin/qemu-system-x86_64 (deleted)", "/usr/libexec/qemu-kvm"})
    void executablesAreKnownByTheirWholePath(String executable) {
        assertThat(policy.rejection(process(executable, User.of(0, null)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/eve/qemu-kvm",
                "/usr/bin/qemu-system-x/../../home/eve/kvm",
                "/home/eve/usr/bin/qemu-system-x86_64",
                "qemu-system-x86_64",
                ""
            })
    void otherExecutablesAreNotTrusted(String executable) {
        assertThat(policy.rejection(process(executable, User.of(0, null))))
                .get()
                .asString()
                .contains("--executables");
    }

    @Test
    void charactersBeyondAsciiAreComparedInEveryLocale() {
        TrustPolicy beyondAscii = TrustPolicy.of("root", "/opt/\u65e5\u672c/qemu-*,/opt/50%/kvm", List.of());

        for (String executable : List.of("/opt/\u65e5\u672c/qemu-kvm", "/opt/50%/kvm")) {
            assertThat(beyondAscii.rejection(process(executable, User.of(0, null))))
                    .isEmpty();
        }
        for (String executable :
                List.of("/opt/%65e5%672c/qemu-kvm", "/opt/\u65e5/qemu-kvm", "/opt/\ufffd\ufffd/qemu-kvm")) {
            assertThat(beyondAscii.rejection(process(executable, User.of(0, null))))
                    .isPresent();
        }
    }

    @Test
    void aPatternThatIsNotAnAbsolutePathIsRefused() {
        assertThatThrownBy(() -> TrustPolicy.of("root", "qemu-*", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--executables");
    }

    private static ProcessInfo process(String executable, User user) {
        return ProcessInfo.of(17, Instant.EPOCH, "qemu")
                .withExecutable(executable)
                .withVirtualMachine("web")
                .withUser(user);
    }
}
