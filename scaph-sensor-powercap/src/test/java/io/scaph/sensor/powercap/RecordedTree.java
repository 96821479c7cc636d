package io.scaph.sensor.powercap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A recorded machine: its class directory, and the right interpretation. The README next to the files describes the format. */
record RecordedTree(String name, List<String> headers, List<String[]> entries) {
    private static final String FOLDER = "trees/";

    /** All of them; the directory is read as it is in the sources, since a module path can't be listed. */
    static Stream<RecordedTree> all() throws IOException {
        Path folder = Path.of("src", "test", "resources", "io", "scaph", "sensor", "powercap", "trees");
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".tsv"))
                    .sorted()
                    .map(file -> named(file.substring(0, file.length() - ".tsv".length())))
                    .toList()
                    .stream();
        }
    }

    static RecordedTree named(String name) {
        try (InputStream in = RecordedTree.class.getResourceAsStream(FOLDER + name + ".tsv")) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            List<String> headers = new ArrayList<>();
            List<String[]> entries = new ArrayList<>();
            for (String line : text.lines().toList()) {
                if (line.startsWith("#")) {
                    headers.add(line);
                } else {
                    entries.add(line.split("\t", -1));
                }
            }
            return new RecordedTree(name, headers, entries);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<String> header(String key) {
        return headers.stream()
                .filter(line -> line.startsWith("#" + key))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst();
    }

    Optional<String> expect(String key) {
        return header("expect " + key + "=").map(value -> value);
    }

    Optional<String> vendor() {
        return header("vendor ").filter(vendor -> !vendor.equals("unknown"));
    }

    /** A hypervisor's tree rather than the kernel's. */
    boolean isGuest() {
        return name.contains("guest");
    }

    /**
     * Lays the tree out. A file that can't be read becomes a directory of its name: that can't be read by root either, and
     * on any file system.
     */
    void layOut(Path root) throws IOException {
        Files.createDirectories(root);
        for (String[] entry : entries) {
            Path path = root.resolve(entry[0]);
            String value = entry[1];
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            if (entry[0].endsWith("/")) {
                Files.createDirectories(path);
            } else if (value.startsWith("!LINK ")) {
                Files.createSymbolicLink(path, root.getFileSystem().getPath(value.substring("!LINK ".length())));
            } else if (value.startsWith("!")) {
                Files.createDirectories(path);
            } else {
                Files.writeString(path, isGuest() ? value : value + "\n");
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
