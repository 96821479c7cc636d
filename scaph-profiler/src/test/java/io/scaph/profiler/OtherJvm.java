package io.scaph.profiler;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        /** The number of the last line {@code key=number} of the output. */
        long number(String key) {
            return output.lines()
                    .filter(line -> line.startsWith(key + "="))
                    .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1)))
                    .reduce((first, last) -> last)
                    .orElseThrow(() -> new AssertionError("no " + key + " in " + output));
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
