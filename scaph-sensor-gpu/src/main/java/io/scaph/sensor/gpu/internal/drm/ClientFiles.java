package io.scaph.sensor.gpu.internal.drm;

import io.scaph.linux.environment.SystemFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of {@code /proc} about processes that have a GPU open. Every call reads them again. */
final class ClientFiles {
    /** The files of the DRM core: {@code card0}, {@code renderD128}. */
    private static final String DEVICES = "/dev/dri/";

    private static final int MAX_BYTES = 1 << 16;

    private final Path procfs;

    ClientFiles(Path procfs) {
        this.procfs = procfs;
    }

    /** The running processes, in ascending order. */
    List<Integer> processes() {
        return SystemFiles.children(procfs, "[0-9]*").stream()
                .map(entry -> entry.getFileName().toString())
                .filter(name -> name.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    /**
     * The descriptors of a process.
     *
     * @param ofGpus the names of those that are GPUs
     * @param examined the number of descriptors that were examined
     * @param complete false if some could not be examined, because of permissions or because there are too many
     */
    record Descriptors(List<String> ofGpus, int examined, boolean complete) {}

    /**
     * Examines the descriptors of a process.
     *
     * @param pid the process; one that has ended has none
     * @param max the largest number of descriptors to examine
     */
    Descriptors descriptors(int pid, int max) {
        List<String> ofGpus = new ArrayList<>();
        int examined = 0;
        Path descriptors = procfs.resolve(pid + "/fd");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(descriptors)) {
            for (Path entry : entries) {
                if (examined == max) {
                    return new Descriptors(ofGpus, examined, false);
                }
                examined++;
                if (isDevice(entry)) {
                    ofGpus.add(entry.getFileName().toString());
                }
            }
            return new Descriptors(ofGpus, examined, true);
        } catch (IOException | DirectoryIteratorException e) {
            return new Descriptors(ofGpus, examined, Files.notExists(descriptors));
        }
    }

    private static boolean isDevice(Path entry) {
        try {
            return Files.readSymbolicLink(entry).toString().startsWith(DEVICES);
        } catch (IOException e) {
            // It was closed since it was listed.
            return false;
        }
    }

    /** The usage that a descriptor reports; empty if it was closed or reports none. */
    Optional<ClientUsage> usage(int pid, String descriptor) {
        Path file = procfs.resolve(pid + "/fdinfo/" + descriptor);
        try (var in = Files.newInputStream(file)) {
            return ClientUsage.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
