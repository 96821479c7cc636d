package io.scaph.cli.install;

import io.scaph.cli.program.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A separate Docker, with its data in one directory. It has its own network, and its own view of two directories of the
 * host: {@code /sys} shows a tree of counters, and what is written to {@code /etc} stays here.
 */
final class DockerEngine {
    private static final List<String> NAMESPACES = List.of("--mount", "--net");

    /** $0 is the directory. */
    private static final String START = """
            mkdir "$0/etc" "$0/work"
            mount -t overlay overlay -o "lowerdir=/etc,upperdir=$0/etc,workdir=$0/work" /etc
            mount --bind "$0/sys/devices/virtual" /sys/devices/virtual
            mount --bind "$0/sys/class" /sys/class
            ip link set lo up
            exec dockerd --data-root "$0/data" --exec-root "$0/exec" --pidfile "$0/pid" --host "unix://$0/socket" \
              --iptables=false --ip6tables=false --bip 172.30.99.1/24
            """;

    private final Process dockerd;
    private final Path directory;

    private DockerEngine(Process dockerd, Path directory) {
        this.dockerd = dockerd;
        this.directory = directory;
    }

    /**
     * Starts it.
     *
     * @param directory where its data is, with a tree of counters in {@code sys}
     */
    static DockerEngine start(Path directory) throws Exception {
        Path log = directory.resolve("dockerd.log");
        Process process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--net",
                        "--propagation",
                        "private",
                        "sh",
                        "-e",
                        "-c",
                        START,
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        DockerEngine engine = new DockerEngine(process, directory);
        try {
            Tool.await("Docker starts", 120, engine::isUp);
        } catch (Exception | AssertionError e) {
            engine.close();
            throw new AssertionError("Docker does not start: " + e.getMessage() + "\n" + Files.readString(log), e);
        }
        return engine;
    }

    private boolean isUp() throws IOException, InterruptedException {
        if (!dockerd.isAlive()) {
            throw new IOException("dockerd ended with " + dockerd.exitValue());
        }
        return Files.exists(directory.resolve("socket"))
                && result("docker info > /dev/null").exitCode() == 0;
    }

    /** Runs a script as root, in the root of the sources. */
    Tool.Result result(String script) throws IOException, InterruptedException {
        String prefix = "export DOCKER_HOST='unix://" + directory.resolve("socket") + "' HOME='" + directory + "'\ncd '"
                + Path.of("..").toAbsolutePath().normalize() + "'\n";
        return Tool.result(Tool.inside(dockerd.pid(), NAMESPACES, prefix + script), Map.of());
    }

    /** Runs a script that must succeed and returns its output. */
    String run(String script) throws IOException, InterruptedException {
        return result(script).orFail();
    }

    void close() throws IOException, InterruptedException {
        dockerd.destroy();
        if (!dockerd.waitFor(60, TimeUnit.SECONDS)) {
            dockerd.destroyForcibly().waitFor();
        }
        // Images have links to many places, and JUnit would warn about them.
        Tool.run("rm", "-rf", directory.resolve("data").toString());
    }
}
