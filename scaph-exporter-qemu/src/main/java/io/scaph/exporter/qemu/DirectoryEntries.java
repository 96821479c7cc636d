package io.scaph.exporter.qemu;

import io.scaph.api.internal.text.KernelPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;

/** The entries of an open directory. No operation follows a link. */
final class DirectoryEntries {
    private static final SecureRandom RANDOM = new SecureRandom();

    private DirectoryEntries() {}

    static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, String entry) throws IOException {
        return directory
                .getFileAttributeView(KernelPath.of(entry), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    static boolean exists(SecureDirectoryStream<Path> directory, String entry) throws IOException {
        try {
            attributes(directory, entry);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Opens a directory.
     *
     * @param parent the directory that contains it
     * @param entry its name
     * @param shown its name in messages
     * @throws IOException if it is not a directory, or can't be opened
     */
    static SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> parent, String entry, Path shown)
            throws IOException {
        // Opening a pipe would wait for its other end.
        if (!attributes(parent, entry).isDirectory()) {
            throw new FileSystemException(KernelPath.text(shown), null, "it is not a directory, so it is left alone");
        }
        return parent.newDirectoryStream(KernelPath.of(entry), LinkOption.NOFOLLOW_LINKS);
    }

    /** A name for a new entry before it is complete; no machine has such a name. */
    static String draftName() {
        return ".scaph-" + Long.toHexString(RANDOM.nextLong());
    }
}
