package io.scaph.cli.exec;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.profile.AgentJar;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The profiles of all JVMs that a command starts. The command itself, if it is a JVM, writes the file that was named; the others
 * write files with their pid in the name.
 *
 * @param agent the agent's jar
 * @param file the file that was named
 * @param begin when the command began
 */
record JvmProfiles(Path agent, Path file, Instant begin) {
    /** Compilers and tools that a build starts are shorter, and are not what it is about. */
    private static final int LEAST_SECONDS = 1;

    static JvmProfiles of(Path file) throws CommandException {
        return new JvmProfiles(AgentJar.find(), AgentJar.checked(file), Instant.now());
    }

    /** The options for every JVM, with quotation marks, as the environment has them. */
    String jvmOptions() {
        return "\"-javaagent:" + agent + "=profile=" + file + ",least=" + LEAST_SECONDS + ",parent="
                + ProcessHandle.current().pid() + "\"";
    }

    /** Which profiles were written, in one line. */
    String report() throws IOException {
        List<Path> written = written();
        if (written.isEmpty()) {
            return "no profile: no JVM of Java 17 or later ran for " + LEAST_SECONDS + " s and ended in order";
        }
        return "profiles: " + written.stream().map(KernelPath::text).collect(Collectors.joining(", "));
    }

    private List<Path> written() throws IOException {
        String name = file.getFileName().toString();
        // As the agent names them.
        int dot = name.indexOf('.', 1);
        Pattern own = Pattern.compile(
                Pattern.quote(name.substring(0, dot)) + "(-[0-9]+)?" + Pattern.quote(name.substring(dot)));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                file.getParent(),
                path -> own.matcher(path.getFileName().toString()).matches())) {
            for (Path path : files) {
                if (Files.getLastModifiedTime(path).toInstant().plusSeconds(1).isAfter(begin)) {
                    found.add(path);
                }
            }
        }
        found.sort(null);
        return found;
    }
}
