package io.scaph.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The programs that are run as commands of {@code scaph exec}. */
abstract class ProbedCommand {
    static final String ENV = "/usr/bin/env";
    static final long LONGEST_SECONDS = 120;

    @TempDir
    static Path programs;

    static Path probe;
    static Path starter;

    @TempDir
    Path directory;

    @BeforeAll
    static void compile() throws Exception {
        Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
        probe = compile("probe");
        starter = compile("starter");
    }

    private static Path compile(String name) throws Exception {
        Path program = programs.resolve(name);
        Process compiler = new ProcessBuilder(
                        "cc", "-Wall", "-Werror", "-O1", "-o", program.toString(), "src/test/c/" + name + ".c")
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).as("cc " + name).isZero();
        return program;
    }
}
