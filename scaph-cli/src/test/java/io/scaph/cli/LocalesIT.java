package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaph.api.internal.text.KernelPath;
import io.scaph.cli.program.Scaph;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and paths as bytes, through the whole program, in each locale that a JVM may be started with. */
@SuppressWarnings("try") // a simulator that runs is enough
class LocalesIT {
    private static final List<SimulatedZone> ZONES = List.of(SimulatedZone.of("intel-rapl:0", "package-0", 60));

    /** A byte that is not UTF-8, and characters that are, as {@code printf} writes them. */
    private static final String PRINTED = "cass\\351-donn\\303\\251es";

    private static final String RAW = "cass\udce9-donn\u00e9es";
    private static final String VISIBLE = "cass\\xe9-donn\u00e9es";

    @TempDir
    Path directory;

    /** Runs a line of a shell, in which {@code $name} is the name and {@code "$@"} scaph with arguments. */
    private Scaph run(String locale, String line, List<String> arguments) throws Exception {
        List<String> shell = new ArrayList<>(List.of("env", "-u", "LC_ALL", "-u", "LC_CTYPE", "-u", "LANG"));
        if (!locale.isEmpty()) {
            shell.add(locale);
        }
        shell.addAll(List.of("sh", "-c", "name=$(printf '" + PRINTED + "'); cd '" + directory + "'; " + line, "sh"));
        return Scaph.start(directory, shell, arguments).await();
    }

    private Path named(String suffix) {
        return KernelPath.resolve(directory, RAW + suffix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LC_ALL=C", "LC_ALL=C.UTF-8", "LANG=en_US.ISO-8859-1", "LC_ALL=xx_YY.UTF-8"})
    void anExecutableHasTheSameNameInEveryLocale(String locale) throws Exception {
        Files.copy(Path.of("/bin/sh").toRealPath(), named(""));
        Path link = Files.createSymbolicLink(directory.resolve("link"), named(""));
        Process busy = new ProcessBuilder(link.toString(), "-c", "while :; do :; done").start();
        try (PowercapSimulator machine = PowercapSimulator.start(directory, ZONES)) {
            List<String> arguments = List.of(
                    "-s",
                    "powercap",
                    "--path-sysfs",
                    directory.toString(),
                    "json",
                    "--max-top-consumers",
                    "100000",
                    "-t",
                    "1",
                    "-s",
                    "1");

            Scaph scaph = run(locale, "exec \"$@\"", arguments);

            assertThat(executable(scaph, busy.pid())).contains(directory.toRealPath() + "/" + VISIBLE);
        } finally {
            busy.destroyForcibly().waitFor();
        }
    }

    private static Optional<String> executable(Scaph scaph, long pid) throws IOException {
        List<JsonNode> reports = scaph.reports();
        JsonNode consumers = reports.get(reports.size() - 1).at("/consumers");
        return StreamSupport.stream(consumers.spliterator(), false)
                .filter(consumer -> consumer.at("/pid").asLong() == pid)
                .map(consumer -> consumer.at("/exe").asText())
                .findFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LC_ALL=C", "LC_ALL=C.UTF-8", "LANG=en_US.ISO-8859-1"})
    void aPathIsTakenAsItWasTyped(String locale) throws Exception {
        Scaph scaph = run(locale, "exec \"$@\" -o \"$name.json\" true", List.of("-s", "estimation", "exec", "--json"));

        assertThat(scaph.exitCode()).isZero();
        assertThat(named(".json")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=C.UTF-8"})
    void aRelativePathIsRelativeToADirectoryOfAnyName(String locale) throws Exception {
        Scaph scaph = run(
                locale,
                "mkdir \"$name\" && cd \"$name\" && exec \"$@\" -o report.json true",
                List.of("-s", "estimation", "exec", "--json"));

        assertThat(scaph.exitCode()).isZero();
        assertThat(named("").resolve("report.json")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=C.UTF-8"})
    void aMessageNamesAPathAsItWasTyped(String locale) throws Exception {
        Scaph scaph = run(locale, "exec \"$@\" -o \"/no/$name\" true", List.of("-s", "estimation", "exec", "--json"));

        assertThat(scaph.messages()).contains("/no/" + VISIBLE + ": no such file");
        assertThat(scaph.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=C.UTF-8"})
    void aPluginIsLoadedFromADirectoryOfAnyName(String locale) throws Exception {
        Path plugins = Files.createDirectory(named(""));
        PluginsIT.jar(KernelPath.resolve(plugins, RAW + ".jar"), HelloProvider.class.getName());

        Scaph scaph = run(locale, "exec \"$@\" --plugins \"$name\" exporters", List.of());

        assertThat(scaph.messages()).isEmpty();
        assertThat(scaph.output()).contains("hello: greets");
    }
}
