package io.scaph.cli.exec;

import io.scaph.cli.command.CommandException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Why a command could not be started, with the exit code of {@code env}. */
final class Executable {
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private Executable() {}

    /**
     * The failure of a start.
     *
     * @param command the command's name
     * @param reason why it could not be started, as the system says it
     * @param isMissing whether the system found no such file
     */
    static CommandException whyNot(String command, String reason, boolean isMissing) {
        return CommandException.notStarted(isMissing ? NOT_FOUND : NOT_EXECUTABLE, explain(command, reason, isMissing));
    }

    private static String explain(String command, String reason, boolean isMissing) {
        Optional<Path> file = find(command);
        if (file.isEmpty()) {
            return isMissing
                    ? command + ": there is no such command" + (isPath(command) ? "" : " on the PATH")
                    : command + " can't be run: " + reason;
        }
        if (!Files.isRegularFile(file.get())) {
            return file.get() + " can't be run: it is not a file";
        }
        if (!Files.isExecutable(file.get())) {
            return file.get() + " can't be run: it is not executable; to allow it: chmod +x " + file.get();
        }
        return isMissing
                ? file.get() + " can't be run: the interpreter that it needs does not exist"
                : command + " can't be run: " + reason;
    }

    private static boolean isPath(String command) {
        return command.contains(File.separator);
    }

    /** An executable of that name, else any file of that name. */
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
                // No file has such a name in this locale.
                return found;
            }
        }
        return found;
    }
}
