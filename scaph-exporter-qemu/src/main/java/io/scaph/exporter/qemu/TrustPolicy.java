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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which processes are trusted to be the virtual machines that they claim to be. Any user can run QEMU under any name, and
 * another program as QEMU: what counts is the executable by the kernel, and its user.
 *
 * @param executables patterns of paths
 * @param users names of users
 * @param uids numbers of users
 */
record TrustPolicy(List<PathMatcher> executables, Set<String> users, Set<Long> uids) {
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final int UID_FIELD = 2;
    private static final int FIRST_BEYOND_ASCII = 0x80;

    /** The kernel's suffix of an executable that was replaced, for example by an upgrade. */
    private static final String REPLACED = " (deleted)";

    /**
     * Parses options.
     *
     * @param users names or numbers, separated by commas
     * @param executables globs, separated by commas
     * @throws IllegalArgumentException if a glob is not an absolute path
     */
    static TrustPolicy of(String users, String executables) {
        return of(users, executables, accounts());
    }

    static TrustPolicy of(String users, String executables, List<String> accounts) {
        List<String> globs = parts(executables);
        for (String glob : globs) {
            if (!glob.startsWith("/")) {
                throw new IllegalArgumentException("--executables: '" + glob + "' is not an absolute path");
            }
        }
        List<PathMatcher> matchers = globs.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + ascii(glob)))
                .toList();
        Set<String> names = new HashSet<>(parts(users));
        Set<Long> numbers = new HashSet<>();
        BaseDirectory.ownUser().ifPresent(numbers::add);
        Stream<String> named = Stream.concat(Stream.of("root:x:0"), accounts.stream())
                .map(account -> account.split(":", -1))
                .filter(fields -> fields.length > UID_FIELD && names.contains(fields[0]))
                .map(fields -> fields[UID_FIELD]);
        Stream.concat(names.stream(), named)
                .filter(number -> number.matches("[0-9]{1,10}"))
                .forEach(number -> numbers.add(Long.parseLong(number)));
        return new TrustPolicy(matchers, Set.copyOf(names), Set.copyOf(numbers));
    }

    private static List<String> accounts() {
        try {
            return KernelText.lines(Files.readAllBytes(ACCOUNTS));
        } catch (IOException e) {
            // Users given by number still work.
            return List.of();
        }
    }

    private static List<String> parts(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * Why a process is not trusted.
     *
     * @param process a process that seems to run a virtual machine
     * @return the reason, or empty if it is trusted
     */
    Optional<String> rejection(ProcessInfo process) {
        String executable = process.executable().orElse("");
        if (!isKnown(executable)) {
            return Optional.of("not trusted: " + executable + " is not among --executables");
        }
        Optional<User> user = process.user();
        if (user.isEmpty()) {
            return Optional.of("not trusted: its user is unknown");
        }
        boolean trusted = uids.contains(user.get().uid())
                || user.get().name().filter(users::contains).isPresent();
        return trusted
                ? Optional.empty()
                : Optional.of("not trusted: user "
                        + user.get().name().orElse(Long.toString(user.get().uid())) + " is not among --users");
    }

    private boolean isKnown(String executable) {
        String path = executable.endsWith(REPLACED)
                ? executable.substring(0, executable.length() - REPLACED.length())
                : executable;
        Path file = Path.of(ascii(path).replace("\0", ""));
        return executables.stream().anyMatch(matcher -> matcher.matches(file));
    }

    /** A form that does not depend on the locale: each character beyond ASCII becomes an escape. */
    private static String ascii(String text) {
        return text.chars()
                .mapToObj(c -> c < FIRST_BEYOND_ASCII && c != '%'
                        ? Character.toString(c)
                        : String.format(Locale.ROOT, "%%%04x", c))
                .collect(Collectors.joining());
    }
}
