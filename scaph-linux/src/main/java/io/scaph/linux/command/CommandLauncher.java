package io.scaph.linux.command;

import io.scaph.api.internal.text.KernelText;
import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeCode;
import io.scaph.linux.jna.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    // unistd.h and spawn.h
    private static final int F_OK = 0;

    private static final short SETSIGDEF_AND_SETSIGMASK = 0x04 | 0x08;
    /** More than posix_spawnattr_t and posix_spawn_file_actions_t have in any C library. */
    private static final int STRUCTURE_BYTES = 1_024;
    /** Those of glibc, which leaves them ignored in a child unless they are set to the default. */
    private static final SignalSet INTERNAL = SignalSet.of(32, 33);

    private static final int SIGCHLD = 17;
    private static final long SIG_DFL = 0;
    private static final long SIG_IGN = 1;

    /** Descriptors that other threads may open between the listing and the start. */
    private static final int MARGIN = 64;

    private static final String SHELL = "/bin/sh";
    private static final String PATH = "PATH=";
    /** The default of glibc for an environment without a PATH. */
    private static final String STANDARD_PATH = "/bin:/usr/bin";

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
        NativeCode.load();
        // The launch needs the exit code, which the kernel discards while SIGCHLD is ignored.
        CLibrary.signal(SIGCHLD, SIG_DFL);
        return new CommandLauncher(inherited);
    }

    /**
     * Ignores a signal in this process. A command still gets the signal's state that this process inherited.
     *
     * @param signal its number
     */
    public void ignore(int signal) {
        CLibrary.signal(signal, SIG_IGN);
    }

    /**
     * Starts a command. Its standard streams are those of this process.
     *
     * @param arguments its name and its arguments, in the raw form of {@link KernelText}
     * @return the command
     * @throws LaunchException if it can't be run
     * @throws IOException if {@code /proc/self} can't be read
     */
    public LaunchedCommand start(List<String> arguments) throws LaunchException, IOException {
        SignalSet lost =
                inherited.ignored().without(InheritedState.ignoredNow()).without(INTERNAL);
        return new LaunchedCommand(spawn(lost.isEmpty() ? arguments : ignoring(lost, arguments)), inherited.received());
    }

    /** A child can't ignore signals that the JVM handles, but env(1) can, and then becomes the command. */
    private List<String> ignoring(SignalSet lost, List<String> arguments) {
        // env(1) would take a name with an equals sign for a variable.
        if (inherited.received().isEmpty() || arguments.get(0).contains("=")) {
            LOGGER.warn(
                    "the command does not ignore the signals {}, which were ignored; env of GNU coreutils 8.31 or newer"
                            + " is needed for that",
                    lost.numbers());
            return arguments;
        }
        String numbers = lost.numbers().stream().map(String::valueOf).collect(Collectors.joining(","));
        List<String> all = new ArrayList<>(List.of("/usr/bin/env", "--ignore-signal=" + numbers, "--"));
        all.addAll(arguments);
        return all;
    }

    private int spawn(List<String> arguments) throws LaunchException, IOException {
        int failure = ENOENT;
        boolean denied = false;
        for (String file : candidates(arguments.get(0), inherited.environment())) {
            // An errno other than ENOENT may come from the check alone.
            int exists = CLibrary.orErrno(NativeMemory.callWith(file, path -> CLibrary.access(path, F_OK)));
            int result = exists == -ENOENT ? -ENOENT : spawn(file, arguments);
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

    /** The files that a command's name can mean, in the order in which execvp(3) tries them. */
    static List<String> candidates(String command, List<String> environment) {
        if (command.isEmpty() || command.contains("/")) {
            return List.of(command);
        }
        // The first one counts, as it does for getenv(3).
        String path = environment.stream()
                .filter(entry -> entry.startsWith(PATH))
                .findFirst()
                .map(entry -> entry.substring(PATH.length()))
                .orElse(STANDARD_PATH);
        // An empty directory is the current one.
        return Arrays.stream(path.split(":", -1))
                .map(directory -> directory.isEmpty() ? command : directory + "/" + command)
                .toList();
    }

    /** A pid, or the errno made negative. */
    private int spawn(String file, List<String> arguments) throws IOException {
        int result = spawnFile(file, arguments);
        if (result != -ENOEXEC) {
            return result;
        }
        List<String> script = new ArrayList<>(List.of(SHELL, file));
        script.addAll(arguments.subList(1, arguments.size()));
        return spawnFile(SHELL, script);
    }

    private int spawnFile(String file, List<String> arguments) throws IOException {
        ByteBuffer path = NativeMemory.strings(List.of(file));
        ByteBuffer argv = NativeMemory.strings(arguments);
        ByteBuffer environment = NativeMemory.strings(inherited.environment());
        ByteBuffer pid = NativeMemory.allocate(Integer.BYTES);
        ByteBuffer mask = inherited.blocked().toMemory();
        // All signals except the ignored ones: otherwise glibc leaves its two internal signals ignored.
        ByteBuffer defaults = inherited.ignored().complement().toMemory();
        ByteBuffer attributes = NativeMemory.allocate(STRUCTURE_BYTES);
        ByteBuffer actions = NativeMemory.allocate(STRUCTURE_BYTES);
        long attributesAddress = NativeMemory.address(attributes);
        long actionsAddress = NativeMemory.address(actions);
        CLibrary.posix_spawnattr_init(attributesAddress);
        CLibrary.posix_spawn_file_actions_init(actionsAddress);
        try {
            CLibrary.posix_spawnattr_setsigmask(attributesAddress, NativeMemory.address(mask));
            CLibrary.posix_spawnattr_setsigdefault(attributesAddress, NativeMemory.address(defaults));
            CLibrary.posix_spawnattr_setflags(attributesAddress, SETSIGDEF_AND_SETSIGMASK);
            closeOthers(actionsAddress);
            int errno = CLibrary.posix_spawn(
                    NativeMemory.address(pid),
                    path.getLong(0),
                    actionsAddress,
                    attributesAddress,
                    NativeMemory.address(argv),
                    NativeMemory.address(environment));
            return errno == 0 ? pid.getInt(0) : -errno;
        } finally {
            CLibrary.posix_spawn_file_actions_destroy(actionsAddress);
            CLibrary.posix_spawnattr_destroy(attributesAddress);
            Reference.reachabilityFence(List.of(path, argv, environment, mask, defaults, attributes, actions));
        }
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
        if (CLibrary.addCloseFrom(actions, highestKept + 1)) {
            end = Math.min(end, highestKept);
        }
        for (int number = 0; number <= end; number++) {
            if (!kept.contains(number)) {
                CLibrary.posix_spawn_file_actions_addclose(actions, number);
            }
        }
    }
}
