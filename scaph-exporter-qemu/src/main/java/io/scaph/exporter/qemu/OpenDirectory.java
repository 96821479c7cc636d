package io.scaph.exporter.qemu;

import io.scaph.api.internal.text.KernelPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * An open directory, its files and the directories in it. Every operation is relative to the open directory and follows no
 * links. An interrupt of the thread ends no operation and is kept. Not safe for use by several threads.
 */
final class OpenDirectory implements AutoCloseable {
    static final Set<PosixFilePermission> PERMISSIONS = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecureDirectoryStream<Path> directory;
    private final Path path;

    /** Creates what belongs into a directory, unless it exists. */
    interface Filling {
        void fill(OpenDirectory directory) throws IOException;
    }

    private OpenDirectory(SecureDirectoryStream<Path> directory, Path path) {
        this.directory = directory;
        this.path = path;
    }

    /**
     * Opens a directory.
     *
     * @param path its path, in which links are followed
     * @throws IOException if it can't be opened
     */
    @SuppressWarnings("StreamResourceLeak") // what is opened here is the result
    static OpenDirectory open(Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new OpenDirectory(secure, path);
        }
        stream.close();
        throw new FileSystemException(path.toString(), null, "directories can't be held open on this system");
    }

    private BasicFileAttributes attributes(String entry) throws IOException {
        return directory
                .getFileAttributeView(KernelPath.of(entry), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    boolean exists(String entry) throws IOException {
        try {
            attributes(entry);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Opens a directory in this one; creates it if it does not exist, complete before it becomes visible.
     *
     * @param entry its name
     * @param filling creates what it has to contain
     * @return the open directory
     * @throws IOException if it is not a directory, or can't be opened or filled
     */
    OpenDirectory directory(String entry, Filling filling) throws IOException {
        if (!exists(entry)) {
            // Java has no mkdirat. Only root and this process's user can change what this path leads to, and the new
            // directory has a random name; from there on it is moved between open directories.
            String draft = draftName();
            Files.createDirectory(path.resolve(draft));
            try (OpenDirectory made = filled(draft, filling)) {
                // All users may enter: the program that shares the tree with its machine may run as any user.
                made.directory
                        .getFileAttributeView(PosixFileAttributeView.class)
                        .setPermissions(PERMISSIONS);
            }
            directory.move(Path.of(draft), directory, KernelPath.of(entry));
        }
        return filled(entry, filling);
    }

    private OpenDirectory filled(String entry, Filling filling) throws IOException {
        // Opening a pipe would wait for its other end.
        if (!attributes(entry).isDirectory()) {
            throw fault(entry, "it is not a directory, so it is left alone");
        }
        OpenDirectory open = new OpenDirectory(
                directory.newDirectoryStream(KernelPath.of(entry), LinkOption.NOFOLLOW_LINKS),
                KernelPath.resolve(path, entry));
        try {
            filling.fill(open);
            return open;
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** A name for a new entry before it is complete; no machine has such a name. */
    private static String draftName() {
        return ".scaph-" + Long.toHexString(RANDOM.nextLong());
    }

    private FileSystemException fault(String entry, String reason) {
        return new FileSystemException(KernelPath.text(KernelPath.resolve(path, entry)), null, reason);
    }

    /** Opens a file for writing that others may not replace by a link; creates it if it does not exist. */
    FileChannel open(String file) throws IOException {
        return (FileChannel) directory.newByteChannel(Path.of(file), NEW);
    }

    /**
     * Reads the number in a file.
     *
     * @param file its name
     * @return the number, 0 if the file is empty
     * @throws IOException if it can't be read, or contains something else
     */
    long read(String file) throws IOException {
        requireFile(file);
        byte[] text = use(
                file,
                Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS),
                channel -> Channels.newInputStream(channel).readNBytes(NumberText.LONGEST_READ + 1));
        try {
            return NumberText.parse(text).orElse(0);
        } catch (IOException e) {
            throw fault(file, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Overwrites the number in a file by one pwrite, so that every program with the open file sees it.
     *
     * @param file its name
     * @param number the number, not negative
     * @throws IOException if it can't be written
     */
    void write(String file, long number) throws IOException {
        requireFile(file);
        use(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), channel -> {
            int written = channel.write(NumberText.of(number), 0);
            if (written != NumberText.LENGTH) {
                throw fault(file, "it could be written only in part");
            }
            return written;
        });
    }

    /** Creates a file with a number, unless it exists. */
    void makeNumber(String file, long number) throws IOException {
        make(file, NumberText.of(number));
    }

    /** Creates a file with a line of text, unless it exists. */
    void makeLine(String file, String line) throws IOException {
        make(file, ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** Creates it under another name, so that no program sees it empty. */
    private void make(String file, ByteBuffer content) throws IOException {
        if (exists(file)) {
            return;
        }
        String draft = draftName();
        use(draft, NEW, channel -> {
            channel.write(content.duplicate(), 0);
            // A power cut must not leave the name without the content, from which a counter continues.
            channel.force(true);
            return draft;
        });
        directory
                .getFileAttributeView(Path.of(draft), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setPermissions(FILE);
        directory.move(Path.of(draft), directory, Path.of(file));
    }

    /** Opening a pipe would wait for its other end. */
    private void requireFile(String file) throws IOException {
        if (!attributes(file).isRegularFile()) {
            throw fault(file, "it is not a file, so it is left alone");
        }
    }

    private interface FileAction<T> {
        T apply(FileChannel channel) throws IOException;
    }

    private <T> T use(String file, Set<OpenOption> options, FileAction<T> use) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = (FileChannel) directory.newByteChannel(Path.of(file), options)) {
                    return use.apply(channel);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
