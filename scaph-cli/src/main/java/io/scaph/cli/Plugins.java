package io.scaph.cli;

import io.scaph.api.Providers;
import io.scaph.api.internal.text.FailureText;
import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.cli.command.CommandException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The providers of the application and of the jars in a plugin directory. */
final class Plugins {
    private Plugins() {}

    /**
     * What was loaded.
     *
     * @param providers the providers
     * @param failures what could not be loaded, one line each, naming the jar
     */
    record Loaded(Providers providers, List<String> failures) {}

    /**
     * Loads the providers. Each jar has its own class loader, so that a fault in one jar does not affect the others.
     *
     * @throws CommandException if the directory can't be read
     */
    static Loaded load(Optional<Path> directory) throws CommandException {
        ClassLoader own = Plugins.class.getClassLoader();
        List<ClassLoader> loaders = new ArrayList<>(List.of(own));
        List<String> failures = new ArrayList<>();
        List<URLClassLoader> plugins = new ArrayList<>();
        for (Path jar : jars(directory)) {
            String name = KernelPath.text(jar);
            try {
                Path file = openable(jar);
                new JarFile(file.toFile()).close();
                plugins.add(new URLClassLoader(name, new URL[] {file.toUri().toURL()}, own));
            } catch (IOException e) {
                failures.add(name + " is left out: " + FailureText.reason(e));
            }
        }
        loaders.addAll(plugins);
        Providers providers = Providers.load(loaders);
        for (URLClassLoader plugin : plugins) {
            if (!declares(plugin)) {
                failures.add(plugin.getName() + " is left out: it has no provider in META-INF/services");
            }
        }
        failures.addAll(providers.failures());
        return new Loaded(providers, failures);
    }

    /**
     * A path to the same file that a class loader can open. It uses {@code java.io.File}, which holds text, not bytes, and can't
     * find a file with letters that the locale of the JVM does not have. Such a jar gets a link with a plain name, which is
     * removed when the JVM ends.
     */
    private static Path openable(Path jar) throws IOException {
        try {
            if (jar.toFile().exists() && Files.isSameFile(jar, jar.toFile().toPath())) {
                return jar;
            }
        } catch (InvalidPathException e) {
            // The locale does not have its letters.
        }
        Path directory = Files.createTempDirectory("scaph-plugins");
        Path link = directory.resolve("plugin.jar");
        Files.createSymbolicLink(link, jar.toRealPath());
        // Those registered last are deleted first.
        directory.toFile().deleteOnExit();
        link.toFile().deleteOnExit();
        return link;
    }

    /** Whether the jar names a provider. Why one can't be used is reported when it is loaded. */
    private static boolean declares(URLClassLoader plugin) {
        return Stream.of(SensorProvider.class, ExporterProvider.class, WorkloadSourceProvider.class)
                .anyMatch(type -> plugin.findResource("META-INF/services/" + type.getName()) != null);
    }

    private static List<Path> jars(Optional<Path> directory) throws CommandException {
        if (directory.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.get())) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CommandException.usage(
                    "the plugin directory " + KernelPath.text(directory.get()) + " can't be read: "
                            + FailureText.reason(e),
                    "name a directory that holds plugin jars by --plugins");
        }
    }
}
