package io.scaph.linux.command;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives the signals that all threads of this process block, and passes each on to the command once. Until a command is
 * started, signals have their usual effect on this process, except those that the caller blocked: they wait for the command.
 *
 * <p>A terminal sends a signal to all its foreground processes, so the command has it already. Safe for use by several
 * threads.
 */
public final class SignalRelay {
    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;
    private static final int SIGQUIT = 3;
    private static final int SIGTERM = 15;
    private static final int SIGCONT = 18;
    private static final Set<Integer> END = Set.of(SIGHUP, SIGINT, SIGTERM);
    private static final int KILLED = 128;

    /**
     * The signals that the kernel sends to the process group, or for something that this process itself did: SIGHUP, SIGINT,
     * SIGQUIT, SIGPIPE, SIGCHLD, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGXCPU, SIGXFSZ, SIGWINCH, SIGSYS.
     */
    private static final Set<Integer> OWN_OF_KERNEL =
            Set.of(SIGHUP, SIGINT, SIGQUIT, 13, 17, SIGCONT, 20, 21, 22, 24, 25, 28, 31);

    // siginfo_t on 64-bit platforms, and its si_code of asm-generic/siginfo.h
    private static final int CODE = 8;
    private static final int SENDER = 16;
    private static final int VALUE = 24;
    private static final int SI_QUEUE = -1;

    // include/uapi/asm-generic/signal-defs.h
    private static final int SIG_BLOCK = 0;
    private static final int SIG_UNBLOCK = 1;
    private static final long NO_OLD_SET = 0;

    private final InheritedState inherited;
    private final List<Received> early = new ArrayList<>();
    private @Nullable LaunchedCommand command;
    private @Nullable IntConsumer exit;

    /** A signal: its origin, and its sender if a process sent it. */
    private record Received(int signal, int code, int sender, long value) {}

    private SignalRelay(InheritedState inherited) {
        this.inherited = inherited;
    }

    /**
     * Starts to receive signals.
     *
     * @param inherited names the signals; they are blocked in all threads
     * @return the relay, for as long as this process lives
     */
    public static SignalRelay start(InheritedState inherited) {
        SignalRelay relay = new SignalRelay(inherited);
        BackgroundThreads.start("scaph-exec-signals", relay::receive);
        return relay;
    }

    private void receive() {
        ByteBuffer set = inherited.received().toMemory();
        ByteBuffer info = NativeMemory.allocate(LaunchedCommand.SIGNAL_INFO_BYTES);
        long setAddress = NativeMemory.address(set);
        long infoAddress = NativeMemory.address(info);
        while (set.capacity() > 0) {
            int signal = CLibrary.sigwaitinfo(setAddress, infoAddress);
            // A handler of the JVM may interrupt the call, which then fails.
            if (signal > 0) {
                arrived(new Received(signal, info.getInt(CODE), info.getInt(SENDER), info.getLong(VALUE)));
            }
        }
    }

    /**
     * Starts the command that gets the signals from now on. In between no signal is lost, and none ends only this process.
     *
     * @param launcher starts it
     * @param arguments its name and its arguments, as in {@link CommandLauncher#start}
     * @return the command
     * @throws LaunchException if it can't be run
     * @throws IOException if {@code /proc/self} can't be read
     */
    public synchronized LaunchedCommand start(CommandLauncher launcher, List<String> arguments)
            throws LaunchException, IOException {
        LaunchedCommand started = launcher.start(arguments);
        command = started;
        early.forEach(received -> pass(started, received));
        early.clear();
        return started;
    }

    /**
     * Passes no signals on: for a run without a command, which SIGHUP, SIGINT and SIGTERM end in an orderly way.
     *
     * @param orderly ends this process with an exit code
     */
    public synchronized void endBy(IntConsumer orderly) {
        exit = orderly;
    }

    private synchronized void arrived(Received received) {
        LaunchedCommand to = command;
        IntConsumer orderly = exit;
        if (to != null) {
            pass(to, received);
        } else if (inherited.blocked().contains(received.signal)) {
            early.add(received);
        } else if (orderly != null && END.contains(received.signal)) {
            // In a separate thread, because the end waits for other threads.
            BackgroundThreads.start("scaph-exec-end", () -> orderly.accept(KILLED + received.signal));
        } else if (orderly == null || received.signal != SIGQUIT) {
            allow(received.signal);
        }
    }

    /** Does what the signal does to a process that does not block it: ends it, stops it, or nothing if it is ignored. */
    static void allow(int signal) {
        ByteBuffer set = SignalSet.of(signal).toMemory();
        long address = NativeMemory.address(set);
        try {
            CLibrary.pthread_sigmask(SIG_UNBLOCK, address, NO_OLD_SET);
            // Sent to this thread: a signal to the process could reach the thread that waits for signals.
            CLibrary.raise(signal);
            CLibrary.pthread_sigmask(SIG_BLOCK, address, NO_OLD_SET);
        } finally {
            Reference.reachabilityFence(set);
        }
    }

    private static void pass(LaunchedCommand to, Received received) {
        boolean isSent = received.code <= 0;
        // The command may signal its whole group, which includes the command itself.
        boolean hasIt = isSent ? received.sender == to.pid() : OWN_OF_KERNEL.contains(received.signal);
        if (hasIt) {
            return;
        }
        if (received.code == SI_QUEUE) {
            to.send(received.signal, received.value);
        } else if (received.signal == SIGCONT) {
            to.sendContinue(received.signal);
        } else {
            to.send(received.signal);
        }
    }
}
