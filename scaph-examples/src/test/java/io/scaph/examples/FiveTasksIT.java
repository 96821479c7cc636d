package io.scaph.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiles and runs the five tasks as an application with {@code io.scaph:scaph} as its only dependency. */
@Timeout(120)
class FiveTasksIT {
    private static final String SOURCE = "src/main/java/io/scaph/examples/FiveTasks.java";
    private static final String MAIN = "io.scaph.examples.FiveTasks";
    private static final Path LIBRARIES = Path.of("target", "lib");
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

    @TempDir
    Path directory;

    enum Launch {
        CLASS_PATH,
        MODULE_PATH
    }

    private List<String> javac(Launch launch, Path classes) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(JDK.resolve("javac").toString(), "-d", classes.toString(), SOURCE));
        if (launch == Launch.CLASS_PATH) {
            command.addAll(List.of("-cp", LIBRARIES.resolve("*").toString()));
        } else {
            Path module = Files.writeString(
                    directory.resolve("module-info.java"), "module com.example.tasks { requires io.scaph; }");
            command.addAll(List.of(module.toString(), "-p", LIBRARIES.toString()));
        }
        return command;
    }

    private static List<String> java(Launch launch, Path classes) {
        List<String> command = new ArrayList<>(List.of(JDK.resolve("java").toString()));
        if (launch == Launch.CLASS_PATH) {
            String path = classes + File.pathSeparator + LIBRARIES.resolve("*");
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", path, MAIN));
        } else {
            String path = classes + File.pathSeparator + LIBRARIES;
            command.addAll(
                    List.of("--enable-native-access=com.sun.jna", "-p", path, "-m", "com.example.tasks/" + MAIN));
        }
        return command;
    }

    private String run(List<String> command) throws Exception {
        Path output = directory.resolve("output.txt");
        Path messages = directory.resolve("messages.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(messages, StandardCharsets.ISO_8859_1))
                .isZero();
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @EnumSource
    void everyTaskRunsOnThisMachine(Launch launch) throws Exception {
        Path classes = directory.resolve("classes");
        assertThat(run(javac(launch, classes))).isEmpty();

        String energy = "[0-9.]+ \\S*J.*\\R";
        assertThat(run(java(launch, classes)))
                .matches("block:\\R" + energy + "request:\\Rcheckout: " + energy + "processes:\\R(.*: " + energy
                        + "){1,10}containers:\\R(.*: " + energy + ")*sensor:\\R" + energy);
    }
}
