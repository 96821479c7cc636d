package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.cli.program.Scaph;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars dropped into a plugin directory. */
class PluginsIT {
    private static final String SERVICE = "META-INF/services/" + ExporterProvider.class.getName();

    @TempDir
    Path directory;

    private Path plugins;

    @BeforeEach
    void makeDirectory() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
    }

    @Test
    void aPluginIsRunWithItsOptionsLikeAnyExporter() throws Exception {
        jar("hello.jar", HelloProvider.class.getName());

        Scaph scaph = Scaph.run(
                directory, "--plugins", plugins.toString(), "-s", "estimation", "hello", "--to-whom", "world");

        assertThat(scaph.output()).isEqualTo("hello world, ESTIMATED\n");
        assertThat(scaph.exitCode()).isZero();
    }

    @Test
    void aPluginDirectoryCanBeGivenAfterThePlugin() throws Exception {
        jar("hello.jar", HelloProvider.class.getName());

        Scaph scaph = Scaph.run(
                directory, "hello", "--to-whom", "world", "-s", "estimation", "--plugins", plugins.toString());

        assertThat(scaph.output()).isEqualTo("hello world, ESTIMATED\n");
        assertThat(scaph.exitCode()).isZero();
    }

    @Test
    void itsOptionsAreInItsHelp() throws Exception {
        jar("hello.jar", HelloProvider.class.getName());

        assertThat(Scaph.run(directory, "--plugins=" + plugins, "hello", "--help")
                        .output())
                .contains("--to-whom=NAME")
                .contains("whom to greet (default nobody)");
    }

    @Test
    void aBrokenJarCostsOnlyItselfAndIsNamed() throws Exception {
        jar("a-malformed.jar", "this is no class name\n" + HelloProvider.class.getName());
        jar("b-absent.jar", "com.example.Absent");
        Files.writeString(plugins.resolve("c-no-jar.jar"), "this is no jar");
        jar("d-good.jar", HelloProvider.class.getName());

        Scaph scaph = Scaph.run(directory, "--plugins", plugins.toString(), "exporters");

        assertThat(scaph.exitCode()).isZero();
        assertThat(scaph.output())
                .contains("hello: greets")
                .contains("stdout: ")
                .contains("json: ");
        assertThat(scaph.messages())
                .contains("a-malformed.jar")
                .contains("b-absent.jar")
                .contains("c-no-jar.jar is left out")
                .contains("com.example.Absent")
                .doesNotContain("\tat ");
    }

    private void jar(String name, String services) throws IOException {
        jar(plugins.resolve(name), services);
    }

    /** Makes a jar with {@link HelloProvider} and a list of services. */
    static void jar(Path path, String services) throws IOException {
        try (OutputStream file = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write(services.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
            for (String type : new String[] {"HelloProvider", "HelloProvider$1"}) {
                jar.putNextEntry(new JarEntry("io/scaph/cli/" + type + ".class"));
                try (InputStream in = HelloProvider.class.getResourceAsStream(type + ".class")) {
                    jar.write(Objects.requireNonNull(in, type).readAllBytes());
                }
                jar.closeEntry();
            }
        }
    }
}
