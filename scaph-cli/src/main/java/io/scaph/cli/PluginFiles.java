package io.scaph.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Jars under names that a class loader can open. A class loader uses {@code java.io.File}, which holds
 * text, not bytes: it can't find a file with letters that the locale of the JVM does not have. Such a jar gets a link with a
 * plain name.
 */
final class PluginFiles {
    private PluginFiles() {}

    /**
     * A path to the same file that text can name.
     *
     * @param jar a jar
     * @return the jar itself, or a link to it, which is removed when the JVM ends
     * @throws IOException if a link is needed and can't be made
     */
    static Path openable(Path jar) throws IOException {
        if (isNamed(jar, jar.toFile())) {
            return jar;
        }
        Path directory = Files.createTempDirectory("scaph-plugins");
        Path link = directory.resolve("plugin.jar");
        Files.createSymbolicLink(link, jar.toRealPath());
        // Those registered last are deleted first.
        directory.toFile().deleteOnExit();
        link.toFile().deleteOnExit();
        return link;
    }

    private static boolean isNamed(Path jar, File file) throws IOException {
        try {
            return file.exists() && Files.isSameFile(jar, file.toPath());
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
