package io.scaph.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An {@link Application} that has ended.
 *
 * @param exitCode its exit code
 * @param output what it wrote to standard output
 * @param error what it wrote to standard error
 */
record MeasuredApplication(int exitCode, String output, String error) {
    private static final long SECONDS = 120;

    /** Runs it, with options of the JVM, to its end. */
    static MeasuredApplication run(Path directory, List<String> options, String what)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Path error = directory.resolve("error.txt");
        Process process = command(directory, options, what)
                .redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(what + " does not end: " + Files.readString(error));
            }
        } finally {
            process.destroyForcibly();
        }
        return new MeasuredApplication(process.exitValue(), Files.readString(output), Files.readString(error));
    }

    /** The command that runs it. */
    static ProcessBuilder command(Path directory, List<String> options, String what) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("scaph.application"), Application.class.getName(), what));
        return new ProcessBuilder(command).directory(directory.toFile());
    }

    /** The option of the JVM for the agent with these options. */
    static String agent(String options) {
        return "-javaagent:" + System.getProperty("scaph.agent") + (options.isEmpty() ? "" : "=" + options);
    }
}
