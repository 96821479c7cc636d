package io.scaph.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example plugins in the command line's distribution. */
@Timeout(120)
class ExamplePluginsIT {
    private static final Path SCAPH = Path.of("..", "scaph-cli", "target", "scaph", "bin", "scaph");

    @TempDir
    Path directory;

    private Path plugins;
    private Path watts;

    @BeforeEach
    void putThePluginsIntoADirectory() throws Exception {
        plugins = Files.createDirectory(directory.resolve("plugins"));
        for (String plugin : List.of("csv-exporter", "wattmeter-sensor")) {
            Files.copy(
                    Path.of("target", "plugins", plugin, "target", plugin + "-1.0.jar"),
                    plugins.resolve(plugin + ".jar"));
        }
        watts = Files.writeString(directory.resolve("watts"), "42.5\n");
    }

    private record Result(int status, String output, String messages) {}

    private Result run(List<String> command) throws Exception {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Path messages = Files.createTempFile(directory, "messages", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(messages.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(messages, StandardCharsets.UTF_8));
    }

    private Result scaph(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(SCAPH.toString(), "--plugins", plugins.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    @Test
    void thePluginsMeasureAndPublishTogether() throws Exception {
        Result result =
                scaph("-s", "wattmeter", "--wattmeter-file", watts.toString(), "csv", "-s", "1", "--timeout", "4");

        assertThat(result.status()).as(result.messages()).isZero();
        assertThat(result.output().lines()).hasSize(5).first().isEqualTo("time,watts,joules,quality");
        assertThat(result.output().lines().skip(1))
                .allMatch(line -> line.matches(".*,42\\.[45][0-9]+,[0-9.]+,MEASURED"));
    }

    @Test
    void thePluginsOptionsAreInTheHelp() throws Exception {
        assertThat(scaph("csv", "--help").output())
                .contains("--separator=TEXT")
                .contains("text between two values")
                .contains("--step=SECONDS");
        assertThat(scaph("--help").output())
                .contains("--wattmeter-file=FILE")
                .contains("csv")
                .contains("writes the power of the host as comma-separated values");
        assertThat(scaph("sensors").output()).contains("wattmeter").contains("no file is named");
    }

    @Test
    void aPluginThatIsBrokenCostsOnlyItself() throws Exception {
        Files.writeString(plugins.resolve("broken.jar"), "this is no jar");

        Result result = scaph("-s", "wattmeter", "--wattmeter-file", watts.toString(), "csv", "--timeout", "2");

        assertThat(result.status()).as(result.messages()).isZero();
        assertThat(result.output().lines()).hasSize(2);
        assertThat(result.messages()).contains("broken.jar").doesNotContain("\tat ");
    }

    @Test
    void wrongOptionsOfAPluginAreOneLine() throws Exception {
        Result result = scaph("-s", "wattmeter", "--wattmeter-file", watts.toString(), "csv", "--step", "0");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.messages()).contains("--step: 0 is too short").doesNotContain("\tat ");
    }
}
