package io.scaph.sensor.gpu.internal.drm;

import io.scaph.api.internal.text.KernelText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Short files and directories of sysfs, read once. */
final class SysfsText {
    private static final int MAX_BYTES = 4096;

    private SysfsText() {}

    /** The text of a file, without white space around it; empty if it can't be read or does not exist. */
    static Optional<String> find(Path file) {
        return Optional.of(KernelText.of(head(file, MAX_BYTES)).strip()).filter(text -> !text.isEmpty());
    }

    /** The first bytes of a file: fewer if it is shorter, none if it can't be read. */
    static byte[] head(Path file, int bytes) {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The entries of a directory that match a glob, by name; none if the directory does not exist. */
    static List<Path> list(Path directory, String glob) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        entries.sort(Comparator.comparing(Path::toString));
        return entries;
    }
}
