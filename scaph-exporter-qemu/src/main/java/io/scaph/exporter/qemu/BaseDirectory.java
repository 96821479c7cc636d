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
 * Where the trees are: an open directory that nobody but root and we can write to, so that what is made in it by its path is
 * made there. Below it everything is done relative to open directories. One exporter at a time writes there.
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
     * Opens the directory; makes it if there is none.
     *
     * @param named its path, in which links are followed: whoever runs us named it
     * @throws IOException if it can't be used; the message is for people
     */
    static BaseDirectory open(Path named) throws IOException {
        if (!Files.exists(named)) {
            Files.createDirectories(named);
            Files.setPosixFilePermissions(named, Zone.DIRECTORY);
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
                    path.toString(), null, "everybody may write there; take that away: chmod o-w " + path);
        }
        // By number: names are decoded by the locale, and two of them may then look the same.
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
            // Another exporter of this very JVM.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new FileSystemException(path.toString(), null, "another scaph writes there already");
    }

    /** Whether there is something of that name. */
    boolean has(String name) {
        try {
            return Entries.exists(directory, name);
        } catch (IOException e) {
            // Then writing to it fails as well, and says so.
            return true;
        }
    }

    /**
     * Opens the tree of a machine; makes it if there is none.
     *
     * @param name the machine's name, fit for a directory
     * @return the open directory
     * @throws IOException if it can't be opened, or is no directory
     */
    SecureDirectoryStream<Path> tree(String name) throws IOException {
        String entry = TreeName.directory(name);
        Path shown = KernelPath.resolve(path, entry);
        if (Entries.exists(directory, entry)) {
            return Entries.open(directory, entry, shown);
        }
        Files.createDirectory(shown);
        SecureDirectoryStream<Path> made = Entries.open(directory, entry, shown);
        made.getFileAttributeView(PosixFileAttributeView.class).setPermissions(Zone.DIRECTORY);
        return made;
    }

    /** Puts into a new zone what belongs there. */
    interface Filling {
        void fill(Zone zone) throws IOException;
    }

    /**
     * Opens a zone of a tree; makes it if there is none, and fills it before it can be seen.
     *
     * @param tree the tree
     * @param name the machine's name
     * @param zone the zone's name
     * @param filling told of a zone that is new
     * @return the open zone
     * @throws IOException if it can't be opened, or is no directory
     */
    Zone zone(SecureDirectoryStream<Path> tree, String name, String zone, Filling filling) throws IOException {
        Path machine = KernelPath.resolve(path, TreeName.directory(name));
        Path shown = machine.resolve(zone);
        if (!Entries.exists(tree, zone)) {
            // There is no mkdirat in Java. Inside the base a path leads where the open directory is, and the new
            // directory's name can't be foreseen; from there on it is moved between open directories.
            String draft = Entries.draftName();
            Files.createDirectory(machine.resolve(draft));
            try (Zone made = new Zone(Entries.open(tree, draft, shown), KernelPath.text(shown))) {
                made.permit();
                filling.fill(made);
            }
            tree.move(Path.of(draft), tree, Path.of(zone));
        }
        return new Zone(Entries.open(tree, zone, shown), KernelPath.text(shown));
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            directory.close();
        }
    }
}
