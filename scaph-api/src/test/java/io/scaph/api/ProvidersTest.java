package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.plugin.BrokenClassSensor;
import io.scaph.api.plugin.BrokenSensor;
import io.scaph.api.plugin.GoodSensor;
import io.scaph.api.plugin.NamelessSensor;
import io.scaph.api.plugin.NoSensor;
import io.scaph.api.plugin.NullNameSensor;
import io.scaph.api.plugin.OptionlessSensor;
import io.scaph.api.plugin.PluginSensor;
import io.scaph.api.plugin.TwinSensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ProvidersTest {
    private static final String PLUGINS = "io.scaph.api.plugin.";

    @TempDir
    Path directory;

    private final List<Plugin> open = new ArrayList<>();

    @AfterEach
    void closeLoaders() throws IOException {
        for (Plugin plugin : open) {
            plugin.close();
        }
    }

    /** The directory of a plugin; its classes are not those of the tests, though they are made of the same bytes. */
    private static class Plugin extends URLClassLoader {
        private final Path directory;

        Plugin(Path directory) throws MalformedURLException {
            super(new URL[] {directory.toUri().toURL()}, ProvidersTest.class.getClassLoader());
            this.directory = directory;
        }

        Plugin holds(Class<?>... classes) throws IOException {
            for (Class<?> type : classes) {
                String file = type.getName().replace('.', '/') + ".class";
                Path target = directory.resolve(file);
                Files.createDirectories(target.getParent());
                try (InputStream bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                    Files.write(target, bytes.readAllBytes());
                }
            }
            return this;
        }

        Plugin names(String... lines) throws IOException {
            Path services = Files.createDirectories(directory.resolve("META-INF/services"));
            Files.write(services.resolve(SensorProvider.class.getName()), List.of(lines));
            return this;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PLUGINS)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    private Plugin plugin(String name) throws IOException {
        Plugin plugin = new Plugin(Files.createDirectories(directory.resolve(name)));
        open.add(plugin);
        return plugin;
    }

    private Providers load() {
        return Providers.load(List.copyOf(open));
    }

    private static List<String> names(Providers providers) {
        return providers.sensors().stream().map(SensorProvider::name).toList();
    }

    @Test
    void aPluginIsFoundThroughItsOwnLoader() throws Exception {
        plugin("good").holds(PluginSensor.class, GoodSensor.class).names(GoodSensor.class.getName());

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures()).isEmpty();
        assertThat(providers.sensors().get(0).getClass()).isNotEqualTo(GoodSensor.class);
    }

    @Test
    void aClassThatIsNotThereCostsOnlyItself() throws Exception {
        plugin("missing")
                .holds(PluginSensor.class, GoodSensor.class)
                .names("com.example.Missing", GoodSensor.class.getName());

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures()).singleElement().asString().contains("com.example.Missing");
    }

    @Test
    void aClassThatNeedsAMissingOneCostsOnlyItself() throws Exception {
        plugin("incomplete").holds(GoodSensor.class).names(GoodSensor.class.getName());
        plugin("good").holds(PluginSensor.class, GoodSensor.class).names(GoodSensor.class.getName());

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures()).singleElement().asString().contains("PluginSensor");
    }

    @Test
    void aMalformedLineCostsOnlyItsFile() throws Exception {
        plugin("malformed").holds(PluginSensor.class, TwinSensor.class).names("this is no class name");
        plugin("good").holds(PluginSensor.class, GoodSensor.class).names(GoodSensor.class.getName());

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures()).singleElement().asString().contains("malformed");
    }

    @Test
    void aClassOfAnotherTypeCostsOnlyItself() throws Exception {
        plugin("wrong")
                .holds(PluginSensor.class, GoodSensor.class, NoSensor.class)
                .names(NoSensor.class.getName(), GoodSensor.class.getName());

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures()).singleElement().asString().contains("NoSensor");
    }

    @Test
    void providersThatThrowCostOnlyThemselvesAndAreNamed() throws Exception {
        plugin("broken")
                .holds(
                        PluginSensor.class,
                        BrokenSensor.class,
                        BrokenClassSensor.class,
                        NamelessSensor.class,
                        GoodSensor.class)
                .names(
                        BrokenSensor.class.getName(),
                        BrokenClassSensor.class.getName(),
                        NamelessSensor.class.getName(),
                        GoodSensor.class.getName());

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures())
                .satisfiesExactlyInAnyOrder(
                        failure -> assertThat(failure).contains("BrokenSensor", "broken on purpose"),
                        failure -> assertThat(failure).contains("BrokenClassSensor"),
                        failure -> assertThat(failure).contains("NamelessSensor", "no name on purpose"));
    }

    @Test
    void aProviderWithoutANameCostsOnlyItself() throws Exception {
        plugin("null")
                .holds(PluginSensor.class, NullNameSensor.class, GoodSensor.class)
                .names(NullNameSensor.class.getName(), GoodSensor.class.getName());

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures()).singleElement().asString().contains("NullNameSensor");
    }

    @Test
    void aProviderThatFailsToReturnItsOptionsCostsOnlyItself() throws Exception {
        plugin("both")
                .holds(PluginSensor.class, GoodSensor.class, OptionlessSensor.class)
                .names(OptionlessSensor.class.getName(), GoodSensor.class.getName());

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures()).singleElement().asString().contains("OptionlessSensor", "no options");
    }

    @Test
    void ofTwoWithOneNameTheFirstIsKeptAndTheOtherNamed() throws Exception {
        plugin("good").holds(PluginSensor.class, GoodSensor.class).names(GoodSensor.class.getName());
        plugin("twin").holds(PluginSensor.class, TwinSensor.class).names(TwinSensor.class.getName());

        Providers providers = load();

        assertThat(providers.sensors())
                .singleElement()
                .satisfies(
                        sensor -> assertThat(sensor.getClass().getSimpleName()).isEqualTo("GoodSensor"));
        assertThat(providers.failures()).singleElement().asString().contains("TwinSensor", "'good'");
    }

    @Test
    void aLoaderGivenTwiceGivesItsProvidersOnce() throws Exception {
        Plugin plugin =
                plugin("good").holds(PluginSensor.class, GoodSensor.class).names(GoodSensor.class.getName());
        open.add(plugin);

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures()).isEmpty();
    }

    @Test
    void aLoaderThatCantBeReadIsGivenUp() throws Exception {
        Plugin unreadable = new Plugin(Files.createDirectories(directory.resolve("unreadable"))) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("unreadable on purpose");
            }
        };
        open.add(unreadable);
        plugin("good").holds(PluginSensor.class, GoodSensor.class).names(GoodSensor.class.getName());

        Providers providers = load();

        assertThat(names(providers)).containsExactly("good");
        assertThat(providers.failures()).isNotEmpty().allMatch(failure -> failure.contains("unreadable on purpose"));
    }

    @Test
    void aLoaderThatThrowsAtOnceCostsOnlyItself() throws Exception {
        Plugin throwing = new Plugin(Files.createDirectories(directory.resolve("throwing"))) {
            @Override
            public Enumeration<URL> getResources(String name) {
                throw new UncheckedIOException(new IOException("throwing on purpose"));
            }
        };
        open.add(throwing);
        plugin("good").holds(PluginSensor.class, GoodSensor.class).names(GoodSensor.class.getName());

        assertThat(names(load())).containsExactly("good");
    }

    @Test
    void thePlainJavaWorkloadSourceIsAlwaysThere() {
        assertThat(Providers.load().workloadSources())
                .extracting(WorkloadSourceProvider::name)
                .contains("process-handle");
    }

    @Test
    void aThreadWithoutAContextLoaderFindsWhatComesWithTheLibrary() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try {
            assertThat(Providers.load().workloadSources())
                    .extracting(WorkloadSourceProvider::name)
                    .contains("process-handle");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
