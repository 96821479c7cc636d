package io.scaph.linux.procfs;

import io.scaph.api.snapshot.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tells who a process runs as. By its {@code status}, never by the owner of its directory: the kernel shows the directory
 * of a process that is not dumpable as root's (proc_pid(5)), and any process can make itself that by prctl(2).
 */
final class ProcessOwner {
    private static final String UIDS = "Uid:";

    private ProcessOwner() {}

    /**
     * The user.
     *
     * @param directory the process's directory in {@code /proc}
     * @return its real user id, if the effective one is the same: who runs as somebody else for a while is neither. Empty
     *     then, and if it can't be read
     */
    static Optional<User> read(Path directory) {
        try {
            return parse(Files.readAllLines(directory.resolve("status"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<User> parse(List<String> status) {
        for (String line : status) {
            if (line.startsWith(UIDS)) {
                // Real, effective, saved, file system.
                String[] ids = line.substring(UIDS.length()).strip().split("\\s+", -1);
                return ids.length == 4 && ids[0].equals(ids[1]) && ids[0].matches("[0-9]{1,10}")
                        ? Optional.of(new User(Long.parseLong(ids[0]), Optional.empty()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
