package io.scaph.profiler;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a test program in a JVM of its own, on the class path. */
final class OtherJvm {
    private OtherJvm() {}

    /**
     * What a program did.
     *
     * @param exitCode its exit code
     * @param output what it wrote, to standard output and error
     */
    record Result(int exitCode, String output) {
        /** The lines {@code key=number} of the output. */
        Map<String, Long> numbers() {
            Map<String, Long> numbers = new TreeMap<>();
            for (String line : output.split("\n", -1)) {
                if (line.matches("[\\w.]+=-?\\d+")) {
                    String[] parts = line.split("=", 2);
                    numbers.put(parts[0], Long.parseLong(parts[1]));
                }
            }
            return numbers;
        }
    }

    /**
     * Runs a program to its end, on the Java that runs this.
     *
     * @param options of the JVM
     * @param main its class
     * @param arguments its arguments
     * @return what it did
     */
    static Result run(List<String> options, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            // No warning about native code among the output.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static String classPath() {
        return String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                Path.of("target", "classes").toString(),
                Path.of("target", "test-classes").toString());
    }
}
