package io.scaph.exporter.qemu;

import io.scaph.api.internal.text.KernelPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The directory of the trees: an open directory that only root and this process's user can write to, so that a path into it
 * leads there. Every operation below it is relative to open directories. One exporter at a time writes there.
 */
final class BaseDirectory implements AutoCloseable {
    private static final String LOCK = ".scaph.lock";
    private static final long ROOT = 0;

    private final Path path;
    private final SecureDirectoryStream<Path> directory;
    private final FileChannel lock;

    private BaseDirectory(Path path, SecureDirectoryStream<Path> directory, FileChannel lock) {
        this.path = path;
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
            Files.setPosixFilePermissions(named, ZoneDirectory.DIRECTORY);
        }
        Path path = named.toRealPath();
        requireTrusted(path);
        SecureDirectoryStream<Path> directory = secure(path);
        try {
            return new BaseDirectory(path, directory, lock(path, directory));
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
        // By number: the locale decodes names, and may make two of them equal.
        long owner = OwnUser.owner(path);
        if (owner != ROOT && OwnUser.uid().filter(own -> own == owner).isEmpty()) {
            throw new FileSystemException(
                    path.toString(), null, "it belongs to user " + owner + "; name a directory of root by --path");
        }
    }

    @SuppressWarnings("StreamResourceLeak") // what is opened here is the result
    private static SecureDirectoryStream<Path> secure(Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new FileSystemException(path.toString(), null, "directories can't be held open on this system");
    }

    private static FileChannel lock(Path path, SecureDirectoryStream<Path> directory) throws IOException {
        FileChannel channel = (FileChannel) directory.newByteChannel(
                Path.of(LOCK), Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS));
        try {
            // Held until the channel is closed, or the process ends.
            FileLock held = channel.tryLock();
            if (held != null) {
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
            return DirectoryEntries.exists(directory, name);
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
    SecureDirectoryStream<Path> tree(String name) throws IOException {
        String entry = TreeName.directory(name);
        Path shown = KernelPath.resolve(path, entry);
        if (DirectoryEntries.exists(directory, entry)) {
            return DirectoryEntries.open(directory, entry, shown);
        }
        Files.createDirectory(shown);
        SecureDirectoryStream<Path> made = DirectoryEntries.open(directory, entry, shown);
        made.getFileAttributeView(PosixFileAttributeView.class).setPermissions(ZoneDirectory.DIRECTORY);
        return made;
    }

    /** Creates the files of a new zone. */
    interface Filling {
        void fill(ZoneDirectory zone) throws IOException;
    }

    /**
     * Opens a zone of a tree; creates it if it does not exist, complete before it becomes visible.
     *
     * @param tree the tree
     * @param name the machine's name
     * @param zone the zone's name
     * @param filling creates the files of a new zone
     * @return the open zone
     * @throws IOException if it can't be opened, or is not a directory
     */
    ZoneDirectory zone(SecureDirectoryStream<Path> tree, String name, String zone, Filling filling) throws IOException {
        Path machine = KernelPath.resolve(path, TreeName.directory(name));
        Path shown = machine.resolve(zone);
        if (!DirectoryEntries.exists(tree, zone)) {
            // Java has no mkdirat. A path into the base leads to the open directory, and the new directory has a random
            // name; from there on it is moved between open directories.
            String draft = DirectoryEntries.draftName();
            Files.createDirectory(machine.resolve(draft));
            try (ZoneDirectory made =
                    new ZoneDirectory(DirectoryEntries.open(tree, draft, shown), KernelPath.text(shown))) {
                made.permit();
                filling.fill(made);
            }
            tree.move(Path.of(draft), tree, Path.of(zone));
        }
        return new ZoneDirectory(DirectoryEntries.open(tree, zone, shown), KernelPath.text(shown));
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            directory.close();
        }
    }
}
