package io.scaph.cli;

import io.scaph.api.Providers;
import io.scaph.api.spi.FailureText;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The providers of the application and of the jars in a plugin directory. */
final class Plugins {
    private static final String OPTION = "--plugins";

    private Plugins() {}

    /**
     * The plugin directory that the arguments name. Looked for before they are parsed, since plugins add to what can be
     * parsed.
     */
    static Optional<Path> directory(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(OPTION + "=")) {
                return Optional.of(Path.of(arguments[i].substring(OPTION.length() + 1)));
            }
            if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
                return Optional.of(Path.of(arguments[i + 1]));
            }
        }
        return Optional.empty();
    }

    /**
     * Loads the providers. Each jar has a class loader of its own, so that a fault in one costs only itself.
     *
     * @throws UsageException if the directory can't be read
     */
    static Providers load(Optional<Path> directory) throws UsageException {
        List<ClassLoader> loaders = new ArrayList<>();
        ClassLoader own = Plugins.class.getClassLoader();
        loaders.add(own);
        for (Path jar : jars(directory)) {
            try {
                loaders.add(new URLClassLoader(new URL[] {jar.toUri().toURL()}, own));
            } catch (MalformedURLException e) {
                throw new UsageException(jar + " can't be loaded: " + e.getMessage(), "rename it");
            }
        }
        return Providers.load(loaders);
    }

    private static List<Path> jars(Optional<Path> directory) throws UsageException {
        if (directory.isEmpty()) {
            return List.of();
        }
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory.get(), "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new UsageException(
                    "the plugin directory " + directory.get() + " can't be read: " + FailureText.reason(e),
                    "name a directory that holds plugin jars by " + OPTION);
        }
        Collections.sort(jars);
        return jars;
    }
}
