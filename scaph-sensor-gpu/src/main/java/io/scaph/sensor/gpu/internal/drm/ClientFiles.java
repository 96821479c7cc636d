package io.scaph.sensor.gpu.internal.drm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code /proc} tells of processes that have a GPU open. Every call reads anew. */
final class ClientFiles {
    /** The files of the DRM core: {@code card0}, {@code renderD128}. */
    private static final String DEVICES = "/dev/dri/";

    private static final int MOST_BYTES = 1 << 16;

    private final Path procfs;

    ClientFiles(Path procfs) {
        this.procfs = procfs;
    }

    /** The processes that are there, in ascending order. */
    List<Integer> processes() {
        List<Integer> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(procfs, "[0-9]*")) {
            for (Path entry : entries) {
                try {
                    pids.add(Integer.valueOf(entry.getFileName().toString()));
                } catch (NumberFormatException e) {
                    // Something that only begins like a process.
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        pids.sort(null);
        return pids;
    }

    /** What one look at a process's descriptors brought. */
    static final class Look {
        /** The descriptors of GPUs. */
        final List<String> descriptors = new ArrayList<>();
        /** How many descriptors were looked at. */
        int cost;
        /** Whether some may not be looked at, by who we are or because there are too many. */
        boolean partial;
    }

    /**
     * Looks at all descriptors of a process.
     *
     * @param pid the process; one that is gone has none
     * @param most how many descriptors to look at, at most
     */
    Look look(int pid, int most) {
        Look look = new Look();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(procfs.resolve(pid + "/fd"))) {
            for (Path entry : entries) {
                if (look.cost == most) {
                    look.partial = true;
                    break;
                }
                look.cost++;
                if (isDevice(entry)) {
                    look.descriptors.add(entry.getFileName().toString());
                }
            }
        } catch (NoSuchFileException e) {
            // It ended.
        } catch (IOException | DirectoryIteratorException e) {
            look.partial = Files.exists(procfs.resolve(Integer.toString(pid)));
        }
        return look;
    }

    private static boolean isDevice(Path entry) {
        try {
            return Files.readSymbolicLink(entry).toString().startsWith(DEVICES);
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }

    /** What is told of a descriptor; empty if it is gone or tells no use. */
    Optional<ClientUsage> usage(int pid, String descriptor) {
        Path file = procfs.resolve(pid + "/fdinfo/" + descriptor);
        try (var in = Files.newInputStream(file)) {
            return ClientUsage.parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
