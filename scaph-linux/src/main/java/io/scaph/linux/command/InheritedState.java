package io.scaph.linux.command;

import io.scaph.api.internal.text.KernelText;
import io.scaph.linux.environment.SystemFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this process inherited from its caller, for a command to inherit as well. A shell and a JVM change most of it before
 * {@code main}, so the launcher records it first and passes it in system properties. Without these properties it is the
 * current state of the JVM.
 *
 * @param environment the entries of the environment, in their order and in the raw form of {@link KernelText}; an entry need
 *     not contain a {@code =}
 * @param blocked the signals that were blocked
 * @param ignored the signals that were ignored
 * @param descriptors the open descriptors; empty if they are unknown
 * @param received the signals that the launcher blocked so that this process can receive them one by one
 * @param unknown what the launcher could not record, in words; empty if it recorded everything
 */
public record InheritedState(
        List<String> environment,
        SignalSet blocked,
        SignalSet ignored,
        Optional<Set<Integer>> descriptors,
        SignalSet received,
        List<String> unknown) {
    private static final String PREFIX = "scaph.exec.";
    private static final SignalSet SIGQUIT = SignalSet.of(3);
    private static final Path SELF = Path.of("/proc/self");

    /**
     * Reads it.
     *
     * @return it
     * @throws IOException if {@code /proc/self} can't be read
     */
    public static InheritedState read() throws IOException {
        String environment = property("environment");
        String descriptors = property("descriptors");
        String received = property("signals");
        String blocked = property("blocked");
        String ignored = property("ignored");
        Path main = SELF.resolve("task")
                .resolve(Long.toString(ProcessHandle.current().pid()));
        List<String> unknown = new ArrayList<>();
        if (environment == null && isLaunched()) {
            unknown.add(
                    "the environment, which is as a shell passes it on: there was no directory for a temporary file");
        }
        if (descriptors == null) {
            unknown.add("descriptors from 3 on, which are closed");
        }
        return new InheritedState(
                environment == null ? ownEnvironment() : entries(readOnce(Path.of(environment))),
                blocked == null ? signals(main, "SigBlk") : SignalSet.ofHex(blocked),
                ignored(ignored == null ? SignalSet.NONE : SignalSet.ofHex(ignored)),
                Optional.ofNullable(descriptors).map(InheritedState::numbers),
                received == null ? SignalSet.NONE : SignalSet.ofList(received),
                unknown);
    }

    /**
     * Appends to a variable of the environment, with a space in between.
     *
     * @param name its name
     * @param text what to append; the whole value if the variable does not exist
     * @return the same state with the longer variable
     */
    public InheritedState append(String name, String text) {
        String begin = name + "=";
        List<String> entries = new ArrayList<>(environment);
        Optional<String> old =
                entries.stream().filter(entry -> entry.startsWith(begin)).findFirst();
        old.ifPresent(entries::remove);
        entries.add(old.filter(entry -> entry.length() > begin.length())
                        .map(entry -> entry + " ")
                        .orElse(begin)
                + KernelText.raw(text.getBytes(Charset.defaultCharset())));
        return new InheritedState(entries, blocked, ignored, descriptors, received, unknown);
    }

    /** Whether the launcher has prepared this process for a command. */
    private static boolean isLaunched() {
        return property("blocked") != null;
    }

    /**
     * Returns whether the launcher blocked signals. It does so if the arguments contain the name {@code exec}.
     *
     * @return whether signals have to be received one by one
     */
    public static boolean isSignalsBlocked() {
        return property("signals") != null;
    }

    private static @Nullable String property(String name) {
        String value = System.getProperty(PREFIX + name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The environment without the variables that the launcher adds. */
    private static List<String> ownEnvironment() throws IOException {
        return entries(Files.readAllBytes(SELF.resolve("environ"))).stream()
                .filter(entry -> !isLaunched() || !entry.startsWith("_JAVA_SR_SIGNUM="))
                .toList();
    }

    /** Removes the file if it still has a name. */
    private static byte[] readOnce(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!file.startsWith("/proc")) {
            Files.deleteIfExists(file);
        }
        return bytes;
    }

    /** The parts of a file in {@code /proc}; each part ends with a zero. */
    static List<String> entries(byte[] bytes) {
        List<String> entries = List.of(KernelText.raw(bytes).split("\0", -1));
        return entries.subList(0, entries.size() - 1);
    }

    private static Set<Integer> numbers(String list) {
        return Stream.of(list.split(",", -1))
                .filter(number -> !number.isBlank())
                .map(number -> Integer.valueOf(number.strip()))
                .collect(Collectors.toSet());
    }

    /**
     * The signals that this process ignores. Of the signals that the JVM handles, it contains those that the launcher's shell
     * ignored, except SIGQUIT, which bash ignores for itself.
     */
    private static SignalSet ignored(SignalSet byShell) throws IOException {
        SignalSet handled = signals(SELF, "SigCgt").without(SIGQUIT);
        return new SignalSet(ignoredNow().bits() | (byShell.bits() & handled.bits()));
    }

    /** The signals that this process ignores now. */
    static SignalSet ignoredNow() throws IOException {
        return signals(SELF, "SigIgn");
    }

    /**
     * The blocked signals that were sent to this process and not received yet.
     *
     * @return the signals
     * @throws IOException if {@code /proc/self/status} can't be read
     */
    public static SignalSet pending() throws IOException {
        return signals(SELF, "ShdPnd");
    }

    private static SignalSet signals(Path process, String key) throws IOException {
        String bits = SystemFiles.keyed(process.resolve("status")).get(key);
        if (bits == null) {
            throw new IOException(process + "/status has no line " + key);
        }
        return SignalSet.ofHex(bits);
    }
}
