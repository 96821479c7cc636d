package io.scaph.exporter.qemu;

import io.scaph.api.internal.text.KernelText;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which processes are believed to be the machines that they say they are. Anybody may run QEMU, call it anything, and call
 * anything QEMU: what counts is the executable that the kernel knows, and who runs it.
 *
 * @param executables patterns of paths
 * @param users names of users
 * @param uids numbers of users
 */
record Belief(List<PathMatcher> executables, Set<String> users, Set<Long> uids) {
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final int UID_FIELD = 2;
    private static final int FIRST_BEYOND_ASCII = 0x80;

    /** What the kernel adds to the path of an executable that was replaced, as by an upgrade. */
    private static final String REPLACED = " (deleted)";

    /**
     * Reads what options say.
     *
     * @param users names or numbers, with commas between
     * @param executables globs, with commas between
     * @throws IllegalArgumentException if that makes no sense
     */
    static Belief of(String users, String executables) {
        return of(users, executables, accounts());
    }

    static Belief of(String users, String executables, List<String> accounts) {
        List<PathMatcher> matchers = parts(executables).stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + ascii(absolute(glob))))
                .toList();
        Set<String> names = new HashSet<>(parts(users));
        Set<Long> numbers = new HashSet<>();
        OwnUser.uid().ifPresent(numbers::add);
        for (String name : names) {
            if (name.matches("[0-9]{1,10}")) {
                numbers.add(Long.parseLong(name));
            } else if (name.equals("root")) {
                numbers.add(0L);
            }
        }
        for (String account : accounts) {
            String[] fields = account.split(":", -1);
            if (fields.length > UID_FIELD && names.contains(fields[0]) && fields[UID_FIELD].matches("[0-9]{1,10}")) {
                numbers.add(Long.parseLong(fields[UID_FIELD]));
            }
        }
        return new Belief(matchers, Set.copyOf(names), Set.copyOf(numbers));
    }

    private static List<String> accounts() {
        try {
            return KernelText.lines(Files.readAllBytes(ACCOUNTS));
        } catch (IOException e) {
            // Numbers still work.
            return List.of();
        }
    }

    private static List<String> parts(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String absolute(String glob) {
        if (!glob.startsWith("/")) {
            throw new IllegalArgumentException("--executables: '" + glob + "' is no absolute path");
        }
        return glob;
    }

    /**
     * Why a process is not believed.
     *
     * @param process a process that seems to run a machine
     * @return the reason, or empty if it is believed
     */
    Optional<String> doubt(ProcessInfo process) {
        String executable = process.executable().orElse("");
        if (!isKnown(executable)) {
            return Optional.of("not believed, for " + executable + " is not among --executables");
        }
        Optional<User> user = process.user();
        if (user.isEmpty()) {
            return Optional.of("not believed, for it is not known whom it runs as");
        }
        boolean believed = uids.contains(user.get().uid())
                || user.get().name().filter(users::contains).isPresent();
        return believed
                ? Optional.empty()
                : Optional.of("not believed, for user "
                        + user.get().name().orElse(Long.toString(user.get().uid())) + " is not among --users");
    }

    private boolean isKnown(String executable) {
        String path = executable.endsWith(REPLACED)
                ? executable.substring(0, executable.length() - REPLACED.length())
                : executable;
        Path file = Path.of(ascii(path).replace("\0", ""));
        return executables.stream().anyMatch(matcher -> matcher.matches(file));
    }

    /** The same for paths of any locale: each character beyond ASCII becomes a mark of its own. */
    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < FIRST_BEYOND_ASCII && c != '%') {
                ascii.append(c);
            } else {
                ascii.append(String.format(Locale.ROOT, "%%%04x", (int) c));
            }
        }
        return ascii.toString();
    }
}
