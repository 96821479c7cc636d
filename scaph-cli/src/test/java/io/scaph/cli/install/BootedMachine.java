package io.scaph.cli.install;

import io.scaph.cli.program.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A machine with its own systemd, as systemd-nspawn boots it from a root that stays unchanged. It has its own network,
 * processes and control groups, the sources at {@code /src}, and a tree of counters below {@code /sys}.
 */
final class BootedMachine {
    private static final List<String> NAMESPACES =
            List.of("--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd");

    private final Process nspawn;
    private long leader;

    private BootedMachine(Process nspawn) {
        this.nspawn = nspawn;
    }

    /**
     * Boots.
     *
     * @param shared a directory that the machine has at {@code /shared}, with a tree of counters in {@code sys}
     */
    static BootedMachine boot(Path root, Path shared) throws Exception {
        Path console = shared.resolve("console.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "systemd-nspawn",
                        "--quiet",
                        "--boot",
                        "--directory=" + root,
                        "--volatile=overlay",
                        "--register=no",
                        "--keep-unit",
                        "--private-network",
                        "--console=passive",
                        "--machine=scaph-test",
                        "--bind-ro=" + Path.of("..").toAbsolutePath().normalize() + ":/src",
                        "--bind=" + shared + ":/shared")
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        // The layout of today, also where the host still has the old one.
        builder.environment().put("SYSTEMD_NSPAWN_UNIFIED_HIERARCHY", "1");
        BootedMachine machine = new BootedMachine(builder.start());
        try {
            Tool.await("the machine boots", 120, machine::isUp);
            // nspawn mounts /sys after everything that it is asked to mount.
            machine.run("mount --bind /shared/sys/devices/virtual /sys/devices/virtual;"
                    + " mount --bind /shared/sys/class /sys/class");
        } catch (Exception | AssertionError e) {
            String shown = Files.readString(console);
            machine.close();
            throw new AssertionError("the machine does not boot: " + e.getMessage() + "\n" + shown, e);
        }
        return machine;
    }

    private boolean isUp() throws IOException, InterruptedException {
        if (!nspawn.isAlive()) {
            throw new IOException("systemd-nspawn ended with " + nspawn.exitValue());
        }
        for (ProcessHandle child : nspawn.children().toList()) {
            leader = child.pid();
            String state = result("systemctl is-system-running || :").output().strip();
            if (List.of("running", "degraded").contains(state)) {
                return true;
            }
        }
        return false;
    }

    /** Runs a script as root in the machine, below {@code /src}. */
    Tool.Result result(String script) throws IOException, InterruptedException {
        return Tool.result(Tool.inside(leader, NAMESPACES, "cd /src\n" + script), Map.of());
    }

    /** Runs a script that must succeed and returns its output. */
    String run(String script) throws IOException, InterruptedException {
        return result(script).orFail();
    }

    /** Runs a program of the host in the machine's network. */
    Tool.Result inNetwork(String script) throws IOException, InterruptedException {
        return Tool.result(Tool.inside(leader, List.of("--net"), script), Map.of());
    }

    void close() throws InterruptedException {
        // As a power button: systemd shuts the machine down.
        nspawn.destroy();
        if (!nspawn.waitFor(20, TimeUnit.SECONDS)) {
            nspawn.destroyForcibly().waitFor();
        }
    }
}
