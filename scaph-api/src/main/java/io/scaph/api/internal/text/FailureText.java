package io.scaph.api.internal.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Messages for users instead of those of exceptions, which are often just the name of a file. */
public final class FailureText {
    private FailureText() {}

    /**
     * Why a file can't be used.
     *
     * @param e what the file system said
     * @return a few words without the file's name: "no such file"
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        if (e instanceof FileSystemException fileSystem && fileSystem.getReason() != null) {
            return fileSystem.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /**
     * The same, with the name of a file.
     *
     * @param file the file; its name is right in every locale, unlike that in the exception
     * @param e what the file system said
     * @return one line: "/etc/x: no such file"
     */
    public static String withFile(Path file, IOException e) {
        return KernelPath.text(file) + ": " + reason(e);
    }

    /**
     * The same, with the name of the file if the exception has it.
     *
     * @param e what the file system said
     * @return one line: "/etc/x: no such file"
     */
    public static String withFile(IOException e) {
        return e instanceof FileSystemException fileSystem && fileSystem.getFile() != null
                ? fileSystem.getFile() + ": " + reason(e)
                : reason(e);
    }
}
