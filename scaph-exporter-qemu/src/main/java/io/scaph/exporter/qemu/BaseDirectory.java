package io.scaph.exporter.qemu;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * The directory of the trees: an open directory that only root and this process's user can write to, so that a path into it
 * leads there. Every operation below it is relative to open directories. One exporter at a time writes there.
 */
final class BaseDirectory implements AutoCloseable {
    private static final String LOCK = ".scaph.lock";
    private static final long ROOT = 0;

    private final OpenDirectory directory;
    private final FileChannel lock;

    private BaseDirectory(OpenDirectory directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Opens the directory; creates it if it does not exist.
     *
     * @param named its path, in which links are followed because the user gave it
     * @throws IOException if it can't be used; the message says what to do
     */
    static BaseDirectory open(Path named) throws IOException {
        if (!Files.exists(named)) {
            Files.createDirectories(named);
            Files.setPosixFilePermissions(named, OpenDirectory.PERMISSIONS);
        }
        Path path = named.toRealPath();
        requireTrusted(path);
        OpenDirectory directory = OpenDirectory.open(path);
        try {
            return new BaseDirectory(directory, lock(path, directory));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static void requireTrusted(Path path) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new FileSystemException(
                    path.toString(), null, "all users may write there; prevent that: chmod o-w " + path);
        }
        long owner = owner(path);
        if (owner != ROOT && ownUser().filter(own -> own == owner).isEmpty()) {
            throw new FileSystemException(
                    path.toString(), null, "it belongs to user " + owner + "; name a directory of root by --path");
        }
    }

    /** The number of this process's user; empty if it can't be read. */
    static Optional<Long> ownUser() {
        try {
            return Optional.of(owner(Path.of("/proc/self")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The number of the user that a file belongs to: the JVM decodes names by its locale, and may make two of them equal. */
    private static long owner(Path file) throws IOException {
        return ((Integer) Files.getAttribute(file, "unix:uid")).longValue();
    }

    private static FileChannel lock(Path path, OpenDirectory directory) throws IOException {
        FileChannel channel = directory.open(LOCK);
        try {
            // Held until the channel is closed, or the process ends.
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another exporter in this JVM.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new FileSystemException(path.toString(), null, "another scaph writes there already");
    }

    /** Whether an entry exists. */
    boolean has(String name) {
        try {
            return directory.exists(TreeName.directory(name));
        } catch (IOException e) {
            // Then writing to it fails as well, with a message.
            return true;
        }
    }

    /**
     * Opens the tree of a machine; creates it if it does not exist.
     *
     * @param name the machine's name, fit for a directory
     * @return the open directory
     * @throws IOException if it can't be opened, or is not a directory
     */
    OpenDirectory tree(String name) throws IOException {
        return directory.directory(TreeName.directory(name), made -> {});
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            directory.close();
        }
    }
}
