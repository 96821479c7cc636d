package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.cli.command.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    @Test
    void aDirectoryThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> Plugins.load(Optional.of(Path.of("/none"))))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("/none can't be read: no such file");
    }

    @Test
    void aJarIsSaidToHaveNoProviderOnlyIfItNamesNone(@TempDir Path directory) throws Exception {
        jar(directory.resolve("a-library.jar"), "README");
        jar(directory.resolve("b-broken.jar"), "META-INF/services/io.scaph.api.spi.ExporterProvider");

        List<String> failures = Plugins.load(Optional.of(directory)).failures();

        assertThat(failures)
                .filteredOn(failure -> failure.contains("a-library.jar"))
                .singleElement()
                .asString()
                .endsWith("a-library.jar is left out: it has no provider in META-INF/services");
        assertThat(failures)
                .filteredOn(failure -> failure.contains("b-broken.jar"))
                .singleElement()
                .asString()
                .contains("com.example.Absent");
    }

    private static void jar(Path file, String entry) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write("com.example.Absent".getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }
}
