package io.scaph.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.cli.program.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service, installed on a fresh machine as deploy/README.md describes it, and run by its systemd. */
@Timeout(900)
class SystemdIT {
    private static final String HEADING = "systemd";
    private static final String DRAM =
            "scaph_domain_power_microwatts{socket_id=\"0\",domain_id=\"0\",domain_name=\"dram\"";
    private static final String OPEN_TO_NONE = "find /sys/devices/virtual/powercap -name energy_uj"
            + " -exec chown root:root {} + -exec chmod 0400 {} +\n";

    @TempDir
    private static Path shared;

    private static CounterTree counters;
    private static BootedMachine machine;

    @BeforeAll
    static void install() throws Exception {
        Path root = DebianRoot.get();
        assertThat(root.resolve("usr/lib/x86_64-linux-gnu/libnss_systemd.so.2")).doesNotExist();
        counters = CounterTree.start(Files.createDirectories(shared.resolve("sys")));
        machine = BootedMachine.boot(root, shared);
        machine.run(DeployPage.commands("Who may read the counters", 0));
        machine.run(DeployPage.commands(HEADING, 0));
    }

    @AfterAll
    static void stop() throws Exception {
        if (machine != null) {
            machine.close();
        }
        if (counters != null) {
            counters.close();
        }
    }

    /** As after the installation, and stopped. */
    @BeforeEach
    void reset() throws Exception {
        machine.run("systemctl stop scaph; systemctl reset-failed scaph || :\n"
                + "rm -rf /etc/default/scaph /etc/systemd/system/scaph.service.d\n"
                + "groupadd -f -r powercap\n"
                + DeployPage.commands("Who may read the counters", 0)
                + "systemctl daemon-reload");
    }

    private static void options(String options) throws Exception {
        machine.run("echo 'SCAPH_OPTIONS=" + options + "' > /etc/default/scaph");
    }

    private static void dropIn(String settings) throws Exception {
        machine.run("mkdir -p /etc/systemd/system/scaph.service.d\n"
                + "printf '[Service]\\n" + settings + "\\n' > /etc/systemd/system/scaph.service.d/test.conf\n"
                + "systemctl daemon-reload");
    }

    private static String property(String name) throws Exception {
        return machine.run("systemctl show --value -p " + name + " scaph").strip();
    }

    private static String journal() throws Exception {
        return machine.run("journalctl -q --no-pager -u scaph");
    }

    private static String metrics(String url) throws Exception {
        return machine.inNetwork("curl -fsSk --max-time 20 " + url).orFail();
    }

    private static String metrics() throws Exception {
        return metrics("http://127.0.0.1:8080/metrics");
    }

    @Test
    void theInstalledServiceMeasuresAsSoonAsItsStartReturns() throws Exception {
        machine.run("systemctl start scaph");

        assertThat(metrics())
                .contains("sensor=\"powercap\",quality=\"measured\"")
                .contains(DRAM)
                .contains("domain=\"package-1\"");
        String user = machine.run("stat -c %u /proc/" + property("MainPID")).strip();
        assertThat(user).isNotEqualTo("0");
    }

    @Test
    void itMeasuresWhereTheGroupHasNoName() throws Exception {
        machine.run("groupdel powercap\n" + OPEN_TO_NONE + "systemctl start scaph");

        assertThat(metrics()).contains("quality=\"measured\"").contains(DRAM);
    }

    @Test
    void countersThatCantBeOpenedToTheServiceAreNamedInTheJournal() throws Exception {
        machine.run(OPEN_TO_NONE
                + "mount --bind /sys/devices/virtual/powercap /sys/devices/virtual/powercap\n"
                + "mount -o remount,bind,ro /sys/devices/virtual/powercap\n");
        try {
            machine.run("systemctl start scaph");

            assertThat(machine.run("journalctl -q --no-pager -u scaph -p warning"))
                    .contains("the group of this service gets no access to all counters");
        } finally {
            machine.run("umount /sys/devices/virtual/powercap");
        }
    }

    @Test
    void optionsOfScaphAndOfTheExporterAreOneLine() throws Exception {
        machine.run(DeployPage.commands(HEADING, 1));

        assertThat(metrics()).contains("policy=\"active\"");
    }

    @Test
    void certificateAndKeyOfRootComeAsCredentials() throws Exception {
        Tool.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "1",
                "-subj",
                "/CN=localhost",
                "-keyout",
                shared.resolve("server.key").toString(),
                "-out",
                shared.resolve("server.crt").toString());
        machine.run("""
                install -D -m 600 -t /etc/scaph /shared/server.key /shared/server.crt
                printf 'tls_server_config:\\n  cert_file: server.crt\\n  key_file: server.key\\n' > /etc/scaph/web.yml
                chmod 600 /etc/scaph/web.yml""");

        machine.run(DeployPage.commands(HEADING, 2));

        assertThat(metrics("https://127.0.0.1:8080/metrics")).contains("quality=\"measured\"");
        assertThat(machine.inNetwork("curl -fsS --max-time 20 http://127.0.0.1:8080/metrics")
                        .exitCode())
                .isNotZero();
    }

    @Test
    void aWrongOptionIsNotTriedAgain() throws Exception {
        options("--no-such-option");
        dropIn("RestartSec=1");

        assertThat(machine.result("systemctl start scaph").exitCode()).isNotZero();
        Thread.sleep(4_000);

        assertThat(property("ActiveState")).isEqualTo("failed");
        assertThat(property("ExecMainStatus")).isEqualTo("2");
        assertThat(property("NRestarts")).isEqualTo("0");
    }

    @Test
    void aServiceThatNoLongerTicksIsRestartedAndOneThatTicksIsNot() throws Exception {
        dropIn("WatchdogSec=8\\nRestartSec=1");
        machine.run("systemctl start scaph");
        Thread.sleep(12_000);
        assertThat(property("NRestarts")).isEqualTo("0");
        String stopped = property("MainPID");

        machine.run("kill -STOP " + stopped);

        Tool.await(
                "the restart",
                60,
                () -> property("NRestarts").equals("1")
                        && property("ActiveState").equals("active"));
        assertThat(property("MainPID")).isNotEqualTo(stopped);
        assertThat(journal()).contains("Watchdog timeout");
        assertThat(metrics()).contains(DRAM);
    }

    @Test
    void aServiceThatIsStoppedHasNotFailed() throws Exception {
        machine.run("systemctl start scaph; systemctl stop scaph");

        assertThat(property("ActiveState")).isEqualTo("inactive");
        assertThat(property("Result")).isEqualTo("success");
    }

    @Test
    void aZoneThatIsRegisteredAgainIsOpenedByTheRule() throws Exception {
        counters.registerAgain(CounterTree.DRAM);
        String file = "/sys/devices/virtual/powercap/" + CounterTree.DRAM + "/energy_uj";
        String read = "setpriv --reuid nobody --regid powercap --clear-groups cat " + file;
        assertThat(machine.result(read).exitCode()).isNotZero();

        machine.run(commandsOfTheRule(CounterTree.DRAM));

        assertThat(machine.run(read)).matches("[0-9]+\n");
        assertThat(machine.run("stat -c '%a %G' " + file)).isEqualTo("440 powercap\n");
    }

    @Test
    void theRuleLeavesTheControlTypeAlone() throws Exception {
        assertThat(commandsOfTheRule(CounterTree.CONTROL_TYPE)).isEmpty();
        assertThat(commandsOfTheRule(CounterTree.PACKAGE)).contains("chgrp");
    }

    /** What udev runs when the kernel registers a device. There is no device, so udev only says what it would run. */
    private static String commandsOfTheRule(String device) throws Exception {
        StringBuilder commands = new StringBuilder();
        machine.run("SYSTEMD_DEVICE_VERIFY_SYSFS=0 udevadm test --action=add /sys/devices/virtual/powercap/" + device)
                .lines()
                .filter(line -> line.startsWith("run: '"))
                .forEach(line -> commands.append(line, "run: '".length(), line.length() - 1)
                        .append('\n'));
        return commands.toString();
    }
}
