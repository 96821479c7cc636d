package io.scaph.cli;

import io.scaph.api.spi.FailureText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Why a command could not be started, as a shell tells it. */
final class Executable {
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private Executable() {}

    static CommandRun.NotStartedException whyNot(String command, IOException thrown) {
        Optional<Path> file = find(command);
        if (file.isEmpty()) {
            return new CommandRun.NotStartedException(
                    command + ": there is no such command" + (isPath(command) ? "" : " on the PATH"), NOT_FOUND);
        }
        if (!Files.isRegularFile(file.get())) {
            return new CommandRun.NotStartedException(file.get() + " is no file to run", NOT_EXECUTABLE);
        }
        return new CommandRun.NotStartedException(
                Files.isExecutable(file.get())
                        ? command + " can't be run: " + FailureText.reason(thrown)
                        : file.get() + " may not be run; to allow it: chmod +x " + file.get(),
                NOT_EXECUTABLE);
    }

    private static boolean isPath(String command) {
        return command.contains(File.separator);
    }

    /** An executable of that name, else anything that has it. */
    private static Optional<Path> find(String command) {
        Optional<Path> found = Optional.empty();
        String directories = isPath(command) ? "" : System.getenv().getOrDefault("PATH", "");
        for (String directory : directories.split(File.pathSeparator, -1)) {
            try {
                Path file = Path.of(directory, command);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
                if (found.isEmpty() && Files.exists(file) && !command.isEmpty()) {
                    found = Optional.of(file);
                }
            } catch (InvalidPathException e) {
                // No file has such a name.
                return found;
            }
        }
        return found;
    }
}
