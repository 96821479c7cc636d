package io.scaph.cli.profile;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.spi.Option;
import io.scaph.cli.command.Command;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.command.Invocation;
import io.scaph.linux.command.SignalSet;
import io.scaph.linux.environment.SystemFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code scaph profile}: lets a JVM that runs profile itself, by attaching the agent to it. */
public final class ProfileCommand extends Command {
    private static final Option<Long> SECONDS = Option.integer("time", "SECONDS", "profile for this long")
            .withLetter('t')
            .withDefault(30L);
    private static final Option<Path> OUTPUT = Option.path(
                    "output", "FILE", "write to FILE; its ending chooses the format")
            .withLetter('o');

    private static final long MOST_SECONDS = 86_400;
    /** For opening the monitor, and for writing the profile. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long POLL_MILLIS = 100;
    private static final int SIGQUIT = 3;

    /** The command. */
    public ProfileCommand() {
        super("profile", "shows what the methods of a running JVM use", List.of(SECONDS, OUTPUT));
    }

    @Override
    public Optional<String> argument() {
        return Optional.of("PID");
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        ProcessHandle process = process(invocation.arguments().get(0));
        long seconds = invocation.options().get(SECONDS);
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw CommandException.usage(
                    "--time: from 1 to " + MOST_SECONDS + " s, not " + seconds, "see: scaph profile --help");
        }
        checkJvm(process.pid());
        Path file = AgentJar.checked(
                invocation.options().find(OUTPUT).orElse(Path.of("energy-" + process.pid() + ".html")));
        Path status = file.resolveSibling(file.getFileName() + ".status");
        attach(process.pid(), AgentJar.find(), "profile=" + file + ",seconds=" + seconds + ",status=" + status);
        if (invocation.globals().header()) {
            invocation
                    .messages()
                    .info()
                    .println("profiling the JVM with pid " + process.pid() + " for " + seconds
                            + " s; from Java 21 on it logs a warning that an agent was loaded");
        }
        return invocation.stop().<Integer, CommandException, IOException>run(() -> {
            await(process, status, Duration.ofSeconds(seconds));
            return finish(invocation, file, status);
        });
    }

    private static ProcessHandle process(String text) throws CommandException {
        Optional<ProcessHandle> process;
        try {
            process = ProcessHandle.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            process = Optional.empty();
        }
        return process.orElseThrow(
                () -> CommandException.usage("there is no process '" + text + "'", "jps lists the JVMs of this user"));
    }

    /** Attaching sends SIGQUIT, which ends a process that does not expect it. */
    private static void checkJvm(long pid) throws CommandException {
        Path directory = Path.of("/proc", Long.toString(pid));
        String caught = SystemFiles.keyed(directory.resolve("status")).getOrDefault("SigCgt", "0");
        boolean isJvm;
        try (Stream<String> maps = Files.lines(directory.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            isJvm = maps.anyMatch(line -> line.endsWith("/libjvm.so"));
        } catch (IOException | UncheckedIOException e) {
            throw CommandException.usage(
                    "process " + pid + " can't be looked at: " + e.getMessage(), "run scaph as its user, or as root");
        }
        if (!isJvm || !SignalSet.ofHex(caught).numbers().contains(SIGQUIT)) {
            throw CommandException.usage(
                    "process " + pid + " is not a JVM that permits attaching", "jps lists the JVMs of this user");
        }
    }

    private static void attach(long pid, Path agent, String options) throws CommandException {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw CommandException.usage(
                    "this Java has no module jdk.attach", "start scaph by a JDK, or use -javaagent:" + agent);
        }
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(agent.toString(), options);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw CommandException.usage(
                    "process " + pid + " can't be attached to: " + e.getMessage(),
                    "it must be a JVM of this user that permits it (-XX:-DisableAttachMechanism)");
        } catch (AgentLoadException | AgentInitializationException e) {
            throw CommandException.usage(
                    "process " + pid + " does not load the agent: " + e.getMessage(),
                    "it must be able to read " + agent + ", also if it is in a container");
        }
    }

    /** Waits until the agent has reported, or the JVM has ended. */
    private static void await(ProcessHandle process, Path status, Duration length)
            throws CommandException, IOException {
        long end = System.nanoTime() + length.plus(PATIENCE).toNanos();
        try {
            while (!Files.exists(status) && process.isAlive()) {
                if (System.nanoTime() - end > 0) {
                    throw new IOException(
                            "the JVM did not report within " + PATIENCE.toSeconds() + " s: see what it wrote");
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int finish(Invocation invocation, Path file, Path status) throws IOException {
        String result = Files.exists(status) ? Files.readString(status) : "ok";
        Files.deleteIfExists(status);
        if (!result.equals("ok")) {
            throw new IOException("the JVM can't be profiled: " + result);
        }
        if (!Files.exists(file)) {
            throw new IOException("there is no profile: the JVM ended, or scaph was stopped, too early");
        }
        return invocation.print(KernelPath.text(file) + System.lineSeparator());
    }
}
