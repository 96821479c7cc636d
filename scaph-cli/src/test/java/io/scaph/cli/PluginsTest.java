package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Providers;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.ExporterSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in a plugin directory. */
class PluginsTest {
    private static final String SERVICE = "META-INF/services/" + ExporterProvider.class.getName();

    @TempDir
    Path directory;

    /** An exporter that a plugin brings. */
    public static final class PluginExporter implements ExporterProvider {
        @Override
        public String name() {
            return "plugged";
        }

        @Override
        public String description() {
            return "of a plugin";
        }

        @Override
        public Exporter create(ExporterSetup setup) {
            throw new IllegalStateException("not made in this test");
        }
    }

    @Test
    void aPluginIsFoundBesideTheOwnExporters() throws Exception {
        jar("good.jar", PluginExporter.class.getName());

        assertThat(load().exporters()).extracting(ExporterProvider::name).contains("plugged", "stdout", "json");
    }

    @Test
    void aBrokenServicesFileCostsOnlyItsJar() throws Exception {
        jar("a-broken.jar", "this is no class name\n" + PluginExporter.class.getName());
        jar("b-absent.jar", "com.example.Absent");
        jar("c-good.jar", PluginExporter.class.getName());
        Files.writeString(directory.resolve("d-no-jar.jar"), "this is no jar");

        Providers providers = load();

        assertThat(providers.exporters()).extracting(ExporterProvider::name).contains("plugged", "stdout", "json");
        assertThat(providers.failures())
                .hasSizeGreaterThanOrEqualTo(2)
                .anySatisfy(failure -> assertThat(failure).contains("com.example.Absent"));
    }

    @Test
    void aDirectoryThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> Plugins.load(Optional.of(directory.resolve("none"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void theDirectoryIsTakenFromEitherFormOfTheOption() {
        assertThat(Plugins.directory(new String[] {"-v", "--plugins", "x", "stdout"}))
                .contains(Path.of("x"));
        assertThat(Plugins.directory(new String[] {"--plugins=y", "stdout"})).contains(Path.of("y"));
        assertThat(Plugins.directory(new String[] {"stdout"})).isEmpty();
    }

    private Providers load() throws UsageException {
        return Plugins.load(Optional.of(directory));
    }

    private void jar(String name, String services) throws IOException {
        try (OutputStream file = Files.newOutputStream(directory.resolve(name));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write(services.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }
}
