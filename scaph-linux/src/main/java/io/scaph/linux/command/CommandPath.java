package io.scaph.linux.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The files that a command's name can mean, in the order in which execvp(3) tries them. */
final class CommandPath {
    /** The default path of glibc, for an environment without a PATH. */
    private static final byte[] STANDARD = "/bin:/usr/bin".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NAME = "PATH=".getBytes(StandardCharsets.US_ASCII);

    private CommandPath() {}

    static List<byte[]> candidates(byte[] command, List<byte[]> environment) {
        if (command.length == 0 || indexOf(command, '/', 0) < command.length) {
            return List.of(command);
        }
        byte[] path = path(environment);
        List<byte[]> candidates = new ArrayList<>();
        for (int begin = 0; begin <= path.length; ) {
            int end = indexOf(path, ':', begin);
            candidates.add(join(Arrays.copyOfRange(path, begin, end), command));
            begin = end + 1;
        }
        return candidates;
    }

    /** The first one counts, as it does for getenv(3). */
    private static byte[] path(List<byte[]> environment) {
        for (byte[] entry : environment) {
            if (entry.length >= NAME.length && Arrays.equals(entry, 0, NAME.length, NAME, 0, NAME.length)) {
                return Arrays.copyOfRange(entry, NAME.length, entry.length);
            }
        }
        return STANDARD;
    }

    /** An empty directory is the current one. */
    private static byte[] join(byte[] directory, byte[] command) {
        if (directory.length == 0) {
            return command;
        }
        byte[] file = Arrays.copyOf(directory, directory.length + 1 + command.length);
        file[directory.length] = '/';
        System.arraycopy(command, 0, file, directory.length + 1, command.length);
        return file;
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}
