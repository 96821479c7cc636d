package io.scaph.linux.command;

import io.scaph.linux.jna.NativeCode;
import io.scaph.linux.jna.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a command by posix_spawn(3) with what this process inherited: the bytes of arguments and environment, signal mask,
 * ignored signals, descriptors. {@link ProcessBuilder} loses each of these: it decodes text by the locale, passes on
 * the JVM's signal mask (JDK-8234262) and the handlers' defaults, and closes all descriptors from 3 on.
 *
 * <p>Names are looked up, and scripts without a first line {@code #!} are run, as execvp(3) does it. So failures are those of
 * {@code env}. For use by one thread.
 */
public final class CommandLauncher {
    private static final Logger LOGGER = LoggerFactory.getLogger(CommandLauncher.class);

    // include/uapi/asm-generic/errno-base.h and errno.h, the same on x86, ARM and RISC-V.
    private static final int ENOENT = 2;
    private static final int ENOEXEC = 8;
    private static final int EACCES = 13;
    /** After these execvp(3) goes on to the next directory: with ENODEV, ENOTDIR, ETIMEDOUT and ESTALE. */
    private static final Set<Integer> ELSEWHERE = Set.of(ENOENT, EACCES, 19, 20, 110, 116);

    // spawn.h
    private static final short SETSIGDEF_AND_SETSIGMASK = 0x04 | 0x08;
    /** More than posix_spawnattr_t and posix_spawn_file_actions_t have in any C library. */
    private static final int STRUCTURE_BYTES = 1_024;
    /** sigset_t of glibc; that of the kernel has 8 bytes. */
    static final int SIGNAL_SET_BYTES = 128;

    /** Those of glibc, which leaves them ignored in a child unless they are set to the default. */
    private static final SignalSet INTERNAL = SignalSet.ofList("32,33");

    private static final int SIGCHLD = 17;
    private static final int DEFAULT = 0;

    /** Descriptors that other threads may open between the listing and the start. */
    private static final int MARGIN = 64;

    private static final byte[] SHELL = "/bin/sh".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENV = "/usr/bin/env".getBytes(StandardCharsets.US_ASCII);

    private final InheritedState inherited;

    private CommandLauncher(InheritedState inherited) {
        this.inherited = inherited;
    }

    /**
     * Opens it where native code can be used.
     *
     * @param inherited what a command inherits
     * @return it
     * @throws IOException if native code can't be used; the message is the reason, in one line
     */
    public static CommandLauncher open(InheritedState inherited) throws IOException {
        String architecture = System.getProperty("os.arch", "");
        if (!Set.of("amd64", "x86_64", "aarch64", "riscv64").contains(architecture)) {
            throw new IOException("the layout of C structures is unknown on " + architecture);
        }
        return NativeCode.load(() -> {
            // The launch needs the exit code, which the kernel discards while SIGCHLD is ignored.
            CommandCalls.handle(SIGCHLD, DEFAULT);
            return new CommandLauncher(inherited);
        });
    }

    /**
     * Ignores a signal in this process. A command still gets the signal's state that this process inherited.
     *
     * @param signal its number
     */
    public void ignore(int signal) {
        CommandCalls.handle(signal, 1);
    }

    /**
     * Starts a command. Its standard streams are those of this process.
     *
     * @param arguments its name and its arguments
     * @return the command
     * @throws LaunchException if it can't be run
     * @throws IOException if {@code /proc/self} can't be read
     */
    public LaunchedCommand start(List<byte[]> arguments) throws LaunchException, IOException {
        SignalSet lost =
                inherited.ignored().without(InheritedState.ignoredNow()).without(INTERNAL);
        return new LaunchedCommand(spawn(lost.isEmpty() ? arguments : ignoring(lost, arguments)), inherited.received());
    }

    /** A child can't ignore signals that the JVM handles, but env(1) can, and then becomes the command. */
    private List<byte[]> ignoring(SignalSet lost, List<byte[]> arguments) {
        StringBuilder option = new StringBuilder("--ignore-signal=");
        lost.numbers().forEach(signal -> option.append(signal).append(','));
        option.setLength(option.length() - 1);
        boolean looksLikeAVariable = new String(arguments.get(0), StandardCharsets.ISO_8859_1).contains("=");
        if (inherited.received().isEmpty() || looksLikeAVariable) {
            LOGGER.warn(
                    "the command does not ignore the signals {}, which were ignored; env of GNU coreutils 8.31 or newer"
                            + " is needed for that",
                    lost.numbers());
            return arguments;
        }
        List<byte[]> all = new ArrayList<>();
        all.add(ENV);
        all.add(option.toString().getBytes(StandardCharsets.US_ASCII));
        all.add("--".getBytes(StandardCharsets.US_ASCII));
        all.addAll(arguments);
        return all;
    }

    private int spawn(List<byte[]> arguments) throws LaunchException, IOException {
        int failure = ENOENT;
        boolean denied = false;
        for (byte[] file : CommandPath.candidates(arguments.get(0), inherited.environment())) {
            // An errno other than ENOENT may come from the check alone.
            int result = exists(file) == -ENOENT ? -ENOENT : spawn(file, arguments);
            if (result > 0) {
                return result;
            }
            failure = -result;
            denied |= failure == EACCES;
            if (!ELSEWHERE.contains(failure)) {
                break;
            }
        }
        throw new LaunchException(denied ? EACCES : failure);
    }

    /** 0, or the errno made negative. */
    private static int exists(byte[] file) {
        StringArray name = new StringArray(List.of(file));
        try {
            return CommandCalls.exists(name.first());
        } finally {
            Reference.reachabilityFence(name);
        }
    }

    /** A pid, or the errno made negative. */
    private int spawn(byte[] file, List<byte[]> arguments) throws IOException {
        int result = spawnFile(file, arguments);
        if (result != -ENOEXEC) {
            return result;
        }
        List<byte[]> script = new ArrayList<>(List.of(SHELL, file));
        script.addAll(arguments.subList(1, arguments.size()));
        return spawnFile(SHELL, script);
    }

    private int spawnFile(byte[] file, List<byte[]> arguments) throws IOException {
        StringArray path = new StringArray(List.of(file));
        StringArray argv = new StringArray(arguments);
        StringArray environment = new StringArray(inherited.environment());
        ByteBuffer pid = NativeMemory.allocate(Integer.BYTES);
        ByteBuffer mask = set(inherited.blocked());
        // All signals except the ignored ones: otherwise glibc leaves its two internal signals ignored.
        ByteBuffer defaults = set(inherited.ignored().complement());
        ByteBuffer attributes = NativeMemory.allocate(STRUCTURE_BYTES);
        ByteBuffer actions = NativeMemory.allocate(STRUCTURE_BYTES);
        long attributesAddress = NativeMemory.address(attributes);
        long actionsAddress = NativeMemory.address(actions);
        CommandCalls.posix_spawnattr_init(attributesAddress);
        CommandCalls.posix_spawn_file_actions_init(actionsAddress);
        try {
            CommandCalls.posix_spawnattr_setsigmask(attributesAddress, NativeMemory.address(mask));
            CommandCalls.posix_spawnattr_setsigdefault(attributesAddress, NativeMemory.address(defaults));
            CommandCalls.posix_spawnattr_setflags(attributesAddress, SETSIGDEF_AND_SETSIGMASK);
            closeOthers(actionsAddress);
            int errno = CommandCalls.posix_spawn(
                    NativeMemory.address(pid),
                    path.first(),
                    actionsAddress,
                    attributesAddress,
                    argv.address(),
                    environment.address());
            return errno == 0 ? pid.getInt(0) : -errno;
        } finally {
            CommandCalls.posix_spawn_file_actions_destroy(actionsAddress);
            CommandCalls.posix_spawnattr_destroy(attributesAddress);
            Reference.reachabilityFence(List.of(path, argv, environment, mask, defaults, attributes, actions));
        }
    }

    static ByteBuffer set(SignalSet signals) {
        return NativeMemory.allocate(SIGNAL_SET_BYTES).putLong(0, signals.bits());
    }

    /** All descriptors that this process did not inherit: some of the JVM's descriptors have no FD_CLOEXEC. */
    private void closeOthers(long actions) throws IOException {
        Set<Integer> kept = inherited.descriptors().orElse(Set.of(0, 1, 2));
        int highestKept = kept.stream().mapToInt(Integer::intValue).max().orElse(-1);
        int end = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open) {
                int number = Integer.parseInt(String.valueOf(descriptor.getFileName()));
                end = kept.contains(number) ? end : Math.max(end, number);
            }
        }
        end += MARGIN;
        if (CommandCalls.addCloseFrom(actions, highestKept + 1)) {
            end = Math.min(end, highestKept);
        }
        for (int number = 0; number <= end; number++) {
            if (!kept.contains(number)) {
                CommandCalls.posix_spawn_file_actions_addclose(actions, number);
            }
        }
    }
}
