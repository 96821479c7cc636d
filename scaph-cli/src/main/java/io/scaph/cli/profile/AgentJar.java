package io.scaph.cli.profile;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.cli.command.CommandException;
import io.scaph.profiler.ProfileFormat;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** The agent that is delivered with the command line. */
public final class AgentJar {
    private static final String NAME = "scaph-agent.jar";
    /** These would end the file's name in the options of the agent, or of the JVM. */
    private static final String SEPARATORS = ",\"'";

    private AgentJar() {}

    /**
     * Finds it.
     *
     * @throws CommandException if it is not next to the jar of the command line
     */
    public static Path find() throws CommandException {
        CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = Path.of(source.getLocation().toURI()).resolveSibling(NAME);
            if (Files.isReadable(jar)) {
                return jar;
            }
            throw CommandException.usage(
                    KernelPath.text(jar) + " does not exist", "use the distribution of scaph as it was unpacked");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks where a profile is to be written.
     *
     * @param file the file
     * @return its absolute path
     * @throws CommandException if no profile can be written there
     */
    public static Path checked(Path file) throws CommandException {
        Path whole = file.toAbsolutePath();
        CommandException.checked(() -> ProfileFormat.of(whole), "as in: energy.html");
        if (whole.toString().chars().anyMatch(character -> SEPARATORS.indexOf(character) >= 0)) {
            throw CommandException.usage(
                    KernelPath.text(whole) + " contains a comma or a quotation mark", "name another file");
        }
        Path directory = whole.getParent();
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw CommandException.usage(
                    "the profile can't be written to " + KernelPath.text(whole) + ": its directory "
                            + (directory != null && Files.isDirectory(directory)
                                    ? "is not writable"
                                    : "does not exist"),
                    "name a file in another directory");
        }
        return whole;
    }
}
