package io.scaph.cli.command;

import java.util.Optional;
import java.util.function.Supplier;

/** What the user asked for can't be done: the reason as the message, what to do about it, and the exit code. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private final int exitCode;
    private final String remedy;

    private CommandException(int exitCode, String reason, String remedy) {
        super(reason);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    /** The arguments are invalid, or what they choose can't be used here. */
    public static CommandException usage(String reason, String remedy) {
        return new CommandException(UNUSABLE, reason, remedy);
    }

    /** The command failed, although the arguments are valid. */
    public static CommandException failure(String reason, String remedy) {
        return new CommandException(FAILED, reason, remedy);
    }

    /** The command that {@code exec} was to run did not start. */
    public static CommandException notStarted(int exitCode, String reason) {
        return new CommandException(exitCode, reason, "");
    }

    /**
     * Reads options. An {@link IllegalArgumentException} is reported as bad usage.
     *
     * @param reading reads the options
     * @param remedy what to do if they are invalid
     */
    public static <T> T checked(Supplier<T> reading, String remedy) throws CommandException {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()), remedy);
        }
    }

    /** The exit code that the process ends with. */
    public int exitCode() {
        return exitCode;
    }

    /** What to do about it, in one line; empty if that is clear. */
    public Optional<String> remedy() {
        return remedy.isEmpty() ? Optional.empty() : Optional.of(remedy);
    }
}
