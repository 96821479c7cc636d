package io.scaph.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words for people in place of exceptions. */
final class Messages {
    private Messages() {}

    /** Why a file operation failed, in a few words. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof FileSystemException fileSystem && fileSystem.getReason() != null) {
            return fileSystem.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The same with the file's name, where the exception knows it. */
    static String withFile(IOException e) {
        return e instanceof FileSystemException fileSystem && fileSystem.getFile() != null
                ? fileSystem.getFile() + ": " + reason(e)
                : reason(e);
    }

    /** Whether nobody reads the output any more, as with {@code scaph json | head}. */
    static boolean isBrokenPipe(IOException e) {
        return e.getMessage() != null && e.getMessage().contains("Broken pipe");
    }
}
