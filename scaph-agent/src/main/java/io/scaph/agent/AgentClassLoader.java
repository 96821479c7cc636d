package io.scaph.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes inside the agent's jar, {@code scaph/LIBRARY/...}. It sees the JDK and nothing of the application, and the
 * application does not see it.
 */
final class AgentClassLoader extends ClassLoader {
    private static final String ROOT = "scaph/";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    /** The directories of the libraries, each with a slash at the end. */
    private final List<String> libraries;

    private AgentClassLoader(JarFile jar, List<String> libraries) {
        super("scaph-agent", getPlatformClassLoader());
        this.jar = jar;
        this.libraries = libraries;
    }

    /**
     * A loader for a jar, which stays open.
     *
     * @param path the agent's jar
     * @param hidden libraries that begin with this are left out
     */
    static AgentClassLoader of(Path path, Optional<String> hidden) throws IOException {
        JarFile jar = new JarFile(path.toFile());
        Set<String> libraries = new LinkedHashSet<>();
        jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.startsWith(ROOT))
                .forEach(name -> {
                    int end = name.indexOf('/', ROOT.length());
                    boolean isHidden = hidden.isPresent() && name.startsWith(ROOT + hidden.get());
                    if (end > 0 && !isHidden) {
                        libraries.add(name.substring(0, end + 1));
                    }
                });
        return new AgentClassLoader(jar, List.copyOf(libraries));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        JarEntry entry = entry(name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, AgentClassLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private @Nullable JarEntry entry(String path) {
        for (String library : libraries) {
            JarEntry entry = jar.getJarEntry(library + path);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    @Override
    protected @Nullable URL findResource(String path) {
        JarEntry entry = entry(path);
        return entry == null ? null : url(entry);
    }

    @Override
    protected Enumeration<URL> findResources(String path) {
        List<URL> found = new ArrayList<>();
        for (String library : libraries) {
            JarEntry entry = jar.getJarEntry(library + path);
            if (entry != null) {
                found.add(url(entry));
            }
        }
        return Collections.enumeration(found);
    }

    private URL url(JarEntry entry) {
        try {
            return new URL("jar:" + Path.of(jar.getName()).toUri() + "!/" + entry.getName());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
