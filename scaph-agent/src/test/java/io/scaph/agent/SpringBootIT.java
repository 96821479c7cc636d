package io.scaph.agent;

import static io.scaph.agent.MeasuredApplication.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.agent.shop.Shop;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real web application, with the agent and without. */
class SpringBootIT {
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
    private static final int REQUESTS = 150;
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    /** Starts it, sends requests, ends it by a signal; returns what it wrote, without times, ports and process ids. */
    private List<String> serve(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), Shop.class.getName()));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line.replaceAll("^[0-9T:.Z+-]+ +", "")
                        .replaceAll("\\b[0-9]+(\\.[0-9]+)?\\b", "N")
                        .replaceAll("exec-N\\d*", "exec"));
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    request(Integer.parseInt(started.group(1)));
                }
                if (line.contains("Started Shop")) {
                    // The process itself would also close what it writes.
                    process.toHandle().destroy();
                }
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(TERMINATED);
        } finally {
            process.destroyForcibly();
        }
        return lines;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void request(int port) throws Exception {
        URI work = URI.create("http://127.0.0.1:" + port + "/work");
        for (int i = 0; i < REQUESTS; i++) {
            try (InputStream reply = work.toURL().openStream()) {
                assertThat(new String(reply.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("done");
            }
        }
    }

    @Test
    void itsLogIsTheSameAndItsMethodsHaveTheirEnergy() throws Exception {
        List<String> without = serve();
        List<String> with = serve(agent("profile=energy.collapsed"));

        assertThat(with).containsExactlyElementsOf(without);
        assertThat(directory.resolve("energy.collapsed")).content().contains(";io.scaph.agent.shop.Shop.work ");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }
}
