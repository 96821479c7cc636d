package io.scaph.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** C that is compiled here and now, by {@code cc -O2}. */
final class CompiledC {
    private CompiledC() {}

    /** Makes a library of a source that lies next to this class; it is deleted with the JVM. */
    static Path library(String source) {
        return compile(source, List.of("-shared", "-fPIC"));
    }

    /** Makes a program in the same way. */
    static Path program(String source) {
        return compile(source, List.of());
    }

    private static Path compile(String name, List<String> options) {
        try {
            Path directory = Files.createTempDirectory("scaph-yardstick");
            Path source = directory.resolve(name);
            Path result = directory.resolve(name.replace(".c", options.isEmpty() ? "" : ".so"));
            try (InputStream in = CompiledC.class.getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(in, name), source);
            }
            List<String> command = new ArrayList<>(List.of("cc", "-O2"));
            command.addAll(options);
            command.addAll(List.of("-o", result.toString(), source.toString()));
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("cc can't compile " + source);
            }
            directory.toFile().deleteOnExit();
            source.toFile().deleteOnExit();
            result.toFile().deleteOnExit();
            return result;
        } catch (IOException e) {
            throw new IllegalStateException("the comparison needs a C compiler, cc: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
