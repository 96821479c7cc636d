package io.scaph.exporter.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * An open directory of a tree and its files. Every operation is relative to the open directory and follows no links. An
 * interrupt of the thread ends no operation and is kept. Not safe for use by several threads.
 */
final class ZoneDirectory implements AutoCloseable {
    static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

    private final SecureDirectoryStream<Path> directory;
    private final String shown;

    /**
     * Wraps an open directory.
     *
     * @param directory the directory, closed with this
     * @param shown its name in messages
     */
    ZoneDirectory(SecureDirectoryStream<Path> directory, String shown) {
        this.directory = directory;
        this.shown = shown;
    }

    /** Lets all users enter: the program that shares the tree with its machine may run as any user. */
    void permit() throws IOException {
        directory.getFileAttributeView(PosixFileAttributeView.class).setPermissions(DIRECTORY);
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
        byte[] text = use(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), channel -> {
            ByteBuffer buffer = ByteBuffer.allocate(NumberText.LONGEST_READ + 1);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Until the end.
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        });
        try {
            return NumberText.parse(text).orElse(0);
        } catch (IOException e) {
            throw new FileSystemException(shown + "/" + file, null, e.getMessage());
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
                throw new FileSystemException(shown + "/" + file, null, "it could be written only in part");
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
        if (DirectoryEntries.exists(directory, file)) {
            return;
        }
        String draft = DirectoryEntries.draftName();
        Set<OpenOption> options =
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
        use(draft, options, channel -> {
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
        if (!DirectoryEntries.attributes(directory, file).isRegularFile()) {
            throw new FileSystemException(shown + "/" + file, null, "it is not a file, so it is left alone");
        }
    }

    private interface FileAction<T> {
        T apply(FileChannel channel) throws IOException;
    }

    private <T> T use(String file, Set<OpenOption> options, FileAction<T> use) throws IOException {
        boolean interrupted = false;
        Set<OpenOption> how = options;
        try {
            while (true) {
                try (FileChannel channel = (FileChannel) directory.newByteChannel(Path.of(file), how)) {
                    return use.apply(channel);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    // The file exists by now.
                    how = options.contains(StandardOpenOption.CREATE_NEW)
                            ? Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                            : options;
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
