package io.scaph.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** The distribution, run as a user runs it. */
public final class Scaph {
    private static final Path SCRIPT =
            Path.of("target", "scaph", "bin", "scaph").toAbsolutePath();
    private static final long LONGEST_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path output;
    private final Path messages;

    private Scaph(Process process, Path output, Path messages) {
        this.process = process;
        this.output = output;
        this.messages = messages;
    }

    /** The launcher of the distribution. */
    public static Path script() {
        return SCRIPT;
    }

    public static Scaph start(Path directory, List<String> arguments) throws IOException {
        return start(directory, List.of(), arguments);
    }

    /** Starts it behind another command, such as one that changes the user. */
    public static Scaph start(Path directory, List<String> wrapper, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(SCRIPT.toString());
        command.addAll(arguments);
        Path output = Files.createTempFile(directory, "output", ".txt");
        Path messages = Files.createTempFile(directory, "messages", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Scaph(builder.start(), output, messages);
    }

    /** Runs it to its end. */
    public static Scaph run(Path directory, String... arguments) throws Exception {
        Scaph scaph = start(directory, List.of(arguments));
        scaph.await();
        return scaph;
    }

    public Scaph await() throws InterruptedException {
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("it ends").isTrue();
        return this;
    }

    /** Waits until it has written this, or has ended. */
    public Scaph awaitOutput(String text) throws Exception {
        long begin = System.nanoTime();
        while (process.isAlive()
                && !output().contains(text)
                && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
            Thread.sleep(20);
        }
        return this;
    }

    /** Sends a signal by its name. */
    public void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    public Process process() {
        return process;
    }

    public int exitCode() {
        return process.exitValue();
    }

    public String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    public String messages() throws IOException {
        return Files.readString(messages, StandardCharsets.UTF_8);
    }

    /** The reports of the json exporter. */
    public List<JsonNode> reports() throws IOException {
        JsonNode array = JSON.readTree(output());
        assertThat(array.isArray()).isTrue();
        List<JsonNode> reports = new ArrayList<>();
        array.forEach(reports::add);
        return reports;
    }

    public static void assertThatLedgerAddsUp(JsonNode report) throws IOException {
        long consumers = StreamSupport.stream(report.at("/consumers").spliterator(), false)
                .mapToLong(consumer -> consumer.at("/energy_microjoules").asLong())
                .sum();
        long sum = consumers;
        for (String line : List.of("others", "ended", "idle", "unattributed")) {
            assertThat(report.at("/" + line + "/energy_microjoules").isIntegralNumber())
                    .isTrue();
            sum += report.at("/" + line + "/energy_microjoules").asLong();
        }
        assertThat(sum).isEqualTo(report.at("/host/energy_microjoules").asLong());
    }
}
