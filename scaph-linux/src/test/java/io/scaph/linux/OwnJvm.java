package io.scaph.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs test code in a separate JVM: as another user, elsewhere, or without JNA. */
public final class OwnJvm {
    /** The command in front of the JVM that runs it as an unprivileged user. Needs root to switch to that user. */
    public static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    private static final String LIST_END = File.pathSeparator;

    private final Path directory;

    private OwnJvm(Path directory) {
        this.directory = directory;
    }

    /** Copies all classes and jars to a place where every user may read them. */
    public static OwnJvm prepare(Path directory) throws IOException {
        String paths = System.getProperty("jdk.module.path", "")
                + LIST_END
                + System.getProperty("java.class.path", "")
                + LIST_END
                + Path.of("target", "classes")
                + LIST_END
                + Path.of("target", "test-classes");
        int number = 0;
        for (String entry : paths.split(LIST_END, -1)) {
            if (!entry.isEmpty()) {
                Path part = Path.of(entry);
                copy(part, directory.resolve(number++ + "-" + part.getFileName()));
            }
        }
        for (Path opened = directory; opened != null && opened.getNameCount() > 1; opened = opened.getParent()) {
            Files.setPosixFilePermissions(opened, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return new OwnJvm(directory);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, file.equals(from) ? to : to.resolve(from.relativize(file)));
            }
        }
    }

    /**
     * Runs a main method to its end.
     *
     * @param wrapper the command in front of the JVM
     * @param options of the JVM
     * @param without leaves out the parts of the class path with this in their name, unless it is empty
     * @param main the class, then its arguments
     * @return what it wrote to standard output
     */
    public String run(List<String> wrapper, List<String> options, String without, String... main) throws Exception {
        List<String> path = new ArrayList<>();
        try (Stream<Path> parts = Files.list(directory)) {
            parts.filter(part ->
                            without.isEmpty() || !part.getFileName().toString().contains(without))
                    .forEach(part -> path.add(part.toString()));
        }
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(LIST_END, path)));
        command.addAll(List.of(main));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .directory(directory.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }
}
