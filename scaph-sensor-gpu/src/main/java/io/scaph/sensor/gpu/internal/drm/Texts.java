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

/** Short files of sysfs, read once. */
final class Texts {
    private static final int MOST_BYTES = 4096;

    private Texts() {}

    /** What a file says, without white space around it; empty if it can't be read or says nothing. */
    static Optional<String> find(Path file) {
        try (var in = Files.newInputStream(file)) {
            String text = KernelText.of(in.readNBytes(MOST_BYTES)).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The first so many bytes of a file; fewer, or none, if there are no more or it can't be read. */
    static byte[] head(Path file, int bytes) {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The entries of a directory whose names match a glob, by name; none if there is no such directory. */
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
