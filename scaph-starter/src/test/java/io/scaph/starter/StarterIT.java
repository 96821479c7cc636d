package io.scaph.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application with the starter as its only dependency. The build has compiled it in target/it/application. */
@Timeout(120)
class StarterIT {
    private static final Path APPLICATION = Path.of("target", "it", "application", "target");
    private static final Path CLASSES = APPLICATION.resolve("classes");
    private static final Path LIBRARIES = APPLICATION.resolve("lib");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final long MOST_BYTES = 6 << 20;
    private static final int MOST_JARS = 10;

    @TempDir
    Path directory;

    enum Launch {
        CLASS_PATH,
        MODULE_PATH;

        List<String> options() {
            return switch (this) {
                case CLASS_PATH ->
                    List.of(
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            CLASSES + ":" + LIBRARIES.resolve("*"),
                            "com.example.application.Application");
                case MODULE_PATH ->
                    List.of(
                            "--enable-native-access=com.sun.jna",
                            "-p",
                            CLASSES + ":" + LIBRARIES,
                            "-m",
                            "com.example.application/com.example.application.Application");
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlockIsMeasuredOrEstimatedOnThisMachine(Launch launch) throws Exception {
        assertThat(run(launch)).matches("[0-9][0-9.E-]* J, (MEASURED|RELAYED|ESTIMATED)\n");
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("try") // a simulator that runs is enough
    void aBlockIsMeasuredWherePowercapCanBeRead(Launch launch) throws Exception {
        Path sysfs = Files.createDirectory(directory.resolve("sys"));
        List<SimulatedZone> zones = List.of(SimulatedZone.of("intel-rapl:0", "package-0", 50));
        try (PowercapSimulator powercap = PowercapSimulator.start(sysfs, zones)) {
            assertThat(run(launch, sysfs.toString())).matches("[0-9][0-9.E-]* J, MEASURED\n");
        }
    }

    /** Without service binding, as jlink does it. */
    @Test
    void requiringTheStarterResolvesEverySensor() {
        Configuration resolved = Configuration.resolve(
                ModuleFinder.of(LIBRARIES),
                List.of(ModuleLayer.boot().configuration()),
                ModuleFinder.of(),
                Set.of("io.scaph"));

        assertThat(resolved.modules())
                .extracting(ResolvedModule::name)
                .contains(
                        "io.scaph.sensor.powercap",
                        "io.scaph.sensor.estimation",
                        "io.scaph.sensor.gpu",
                        "io.scaph.linux",
                        "com.sun.jna");
    }

    @Test
    void theClassPathIsSmall() throws IOException {
        List<Path> jars = jars();

        assertThat(jars).hasSizeLessThanOrEqualTo(MOST_JARS);
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        assertThat(bytes).as("bytes of %s", jars).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void theApplicationChoosesHowToLog() throws IOException {
        assertThat(jars())
                .extracting(jar -> jar.getFileName().toString())
                .filteredOn(name -> name.startsWith("slf4j-"))
                .allMatch(name -> name.startsWith("slf4j-api-"));
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            return files.toList();
        }
    }

    private String run(Launch launch, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(launch.options());
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output.txt");
        Path messages = directory.resolve("messages.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(messages, StandardCharsets.UTF_8))
                .isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
