package io.scaph.cli.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the system, run to their end. */
public final class Tool {
    private static final long LONGEST_MINUTES = 10;

    private Tool() {}

    /** What a program did. */
    public record Result(List<String> command, int exitCode, String output) {
        /** The output, standard error included, of a program that must succeed. */
        public String orFail() {
            if (exitCode != 0) {
                throw new AssertionError(command + " ended with " + exitCode + ":\n" + output);
            }
            return output;
        }
    }

    /** Runs a program that must succeed and returns its output. */
    public static String run(String... command) throws IOException, InterruptedException {
        return result(List.of(command), Map.of()).orFail();
    }

    /** Runs a program with an environment that has these variables in addition. */
    public static Result result(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("scaph-tool", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end:\n" + Files.readString(output));
            }
            return new Result(command, process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** The command that runs a script in namespaces of another process, without the variables of this process. */
    public static List<String> inside(long pid, List<String> namespaces, String script) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid)));
        command.addAll(namespaces);
        command.addAll(List.of("env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
        command.addAll(List.of("sh", "-e", "-c", script));
        return command;
    }

    /** A condition that is checked until it holds. */
    public interface Question {
        public boolean isAnswered() throws Exception;
    }

    /** Waits for something that takes a while. */
    public static void await(String what, int seconds, Question question) throws Exception {
        long begin = System.nanoTime();
        while (!question.isAnswered()) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(seconds)) {
                throw new AssertionError(what + ": not within " + seconds + " s");
            }
            Thread.sleep(200);
        }
    }
}
