package io.scaph.linux.procfs;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user without any privilege, in a JVM of its own. Takes root, to become that user. */
class OtherUserIT {
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    @TempDir
    Path directory;

    /** Classes and jars, where that user may read them. */
    @BeforeEach
    void copyClasses() throws IOException {
        String paths = System.getProperty("jdk.module.path", "")
                + File.pathSeparator
                + System.getProperty("java.class.path", "")
                + File.pathSeparator
                + Path.of("target", "classes")
                + File.pathSeparator
                + Path.of("target", "test-classes");
        int number = 0;
        for (String entry : paths.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                copy(Path.of(entry), directory.resolve("part" + number++ + (entry.endsWith(".jar") ? ".jar" : "")));
            }
        }
        for (Path opened = directory; opened != null && opened.getNameCount() > 1; opened = opened.getParent()) {
            Files.setPosixFilePermissions(opened, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "plain"})
    void aParentIsChargedForItsShortLivedChildren(String access) throws Exception {
        assertThat(Double.parseDouble(asNobody(access))).isBetween(0.95, 1.005);
    }

    private String asNobody(String access) throws IOException, InterruptedException {
        List<String> path = new ArrayList<>();
        try (Stream<Path> parts = Files.list(directory)) {
            parts.forEach(part -> path.add(part.toString()));
        }
        List<String> command = new ArrayList<>(NOBODY);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", String.join(File.pathSeparator, path)));
        command.addAll(List.of("io.scaph.linux.procfs.ManyChildren", access));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .directory(directory.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }
}
