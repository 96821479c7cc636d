package io.scaph.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiles and runs the five tasks as an application whose only dependency is {@code io.scaph:scaph}. */
@Timeout(120)
class FiveTasksIT {
    private static final String SOURCE = "src/main/java/io/scaph/examples/FiveTasks.java";
    private static final String MAIN = "io.scaph.examples.FiveTasks";
    private static final Path LIBRARIES = Path.of("target", "lib");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path directory;

    enum Launch {
        CLASS_PATH,
        MODULE_PATH
    }

    private Path compile(Launch launch) throws Exception {
        Path classes = directory.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), SOURCE));
        if (launch == Launch.CLASS_PATH) {
            arguments.addAll(List.of("-cp", LIBRARIES.resolve("*").toString()));
        } else {
            Path module = Files.writeString(
                    directory.resolve("module-info.java"), "module com.example.tasks { requires io.scaph; }");
            arguments.addAll(List.of(module.toString(), "-p", LIBRARIES.toString()));
        }
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(javac.run(System.out, System.err, arguments.toArray(String[]::new)))
                .as("exit status of javac %s", arguments)
                .isZero();
        return classes;
    }

    private static List<String> command(Launch launch, Path classes) {
        return switch (launch) {
            case CLASS_PATH ->
                List.of(
                        JAVA,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classes + File.pathSeparator + LIBRARIES.resolve("*"),
                        MAIN);
            case MODULE_PATH ->
                List.of(
                        JAVA,
                        "--enable-native-access=com.sun.jna",
                        "-p",
                        classes + File.pathSeparator + LIBRARIES,
                        "-m",
                        "com.example.tasks/" + MAIN);
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyTaskRunsOnThisMachine(Launch launch) throws Exception {
        Path classes = compile(launch);
        Path output = directory.resolve("output.txt");
        Path messages = directory.resolve("messages.txt");
        Process process = new ProcessBuilder(command(launch, classes))
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(messages)).isZero();
        String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
        String energy = "[0-9.]+ \\S*J.*\\R";
        assertThat(printed)
                .matches("block:\\R" + energy + "request:\\Rcheckout: " + energy + "processes:\\R(.*: " + energy
                        + "){1,10}containers:\\R(.*: " + energy + ")*sensor:\\R" + energy);
    }
}
