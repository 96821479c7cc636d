package io.scaph.sensor.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stand-in for NVIDIA's library, built from {@code src/test/c/nvml.c}, that returns what a test says. */
final class FakeNvml {
    private static final Path SOURCE = Path.of("src/test/c/nvml.c");

    private final Path library;
    private final Path state;

    private FakeNvml(Path library, Path state) {
        this.library = library;
        this.state = state;
    }

    /** Whether it can be built here. */
    static boolean hasCompiler() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "cc")));
    }

    /** Builds it in a separate directory. */
    static FakeNvml build(Path directory, String... options) throws IOException, InterruptedException {
        Path state = directory.resolve("state");
        Path library = directory.resolve("libnvidia-ml.so.1");
        List<String> command =
                new ArrayList<>(List.of("cc", "-shared", "-fPIC", "-pthread", "-Wall", "-Wextra", "-Werror"));
        command.addAll(List.of(options));
        command.addAll(List.of("-DSTATE=\"" + state + "\"", "-o", library.toString(), SOURCE.toString()));
        Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
            throw new IOException("cc failed: " + said);
        }
        return new FakeNvml(library, state);
    }

    Path library() {
        return library;
    }

    /** What it returns from now on. */
    void says(String... lines) throws IOException {
        // Renamed into place: a call of another thread sees the old or the new.
        Path next = state.resolveSibling("state.next");
        Files.writeString(next, String.join("\n", lines) + "\n");
        Files.move(next, state, StandardCopyOption.ATOMIC_MOVE);
    }

    /** How often it was initialised and not shut down. */
    int open() throws IOException {
        Path inits = state.resolveSibling("state.inits");
        return Files.exists(inits) ? Integer.parseInt(Files.readString(inits).strip()) : 0;
    }
}
