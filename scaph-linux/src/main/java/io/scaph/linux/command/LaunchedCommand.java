package io.scaph.linux.command;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeMemory;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command that runs or has ended. Safe for use by several threads. */
public final class LaunchedCommand {
    private static final Logger LOGGER = LoggerFactory.getLogger(LaunchedCommand.class);

    // include/uapi/linux/wait.h and asm-generic/siginfo.h
    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WSTOPPED = 2;
    private static final int WEXITED = 4;
    private static final int WCONTINUED = 8;
    private static final int WNOWAIT = 0x01000000;
    private static final int CLD_EXITED = 1;
    private static final int CLD_STOPPED = 5;
    /** The offsets of si_code, and of si_status of SIGCHLD, in siginfo_t on 64-bit platforms. */
    private static final int CODE = 8;

    private static final int STATUS = 24;
    static final int SIGNAL_INFO_BYTES = 128;

    private static final int EINTR = 4;
    private static final int KILLED = 128;
    /** What a shell reports if the exit code of a command is lost. */
    private static final int UNKNOWN = 127;

    /** SIGTSTP, SIGTTIN, SIGTTOU: a shell takes back its terminal only when this process stops too. */
    private static final Set<Integer> JOB_CONTROL = Set.of(20, 21, 22);

    private final int pid;
    private final SignalSet received;
    private final CountDownLatch end = new CountDownLatch(1);
    private final ByteBuffer continued = NativeMemory.allocate(SIGNAL_INFO_BYTES);
    private volatile boolean reaped;
    private volatile boolean stoppedWithIt;
    private volatile int exitCode;

    LaunchedCommand(int pid, SignalSet received) {
        this.pid = pid;
        this.received = received;
        BackgroundThreads.start("scaph-exec-wait", this::awaitChanges);
    }

    private void awaitChanges() {
        ByteBuffer info = NativeMemory.allocate(SIGNAL_INFO_BYTES);
        while (!reaped) {
            // The process stays a zombie at first, so that no other process can have its pid.
            int result = await(WEXITED | WSTOPPED | WNOWAIT, info);
            int code = info.getInt(CODE);
            int status = info.getInt(STATUS);
            if (result == 0 && code == CLD_STOPPED) {
                await(WSTOPPED | WNOHANG, info);
                stopAsWell(status);
            } else if (result == 0) {
                reap(code == CLD_EXITED ? status : KILLED + status);
            } else if (result != -EINTR) {
                LOGGER.error("the exit code of the command is lost: {}", CLibrary.text(-result));
                reap(UNKNOWN);
            }
        }
    }

    /** Waits for a change of its state: 0, or the errno made negative. */
    private int await(int options, ByteBuffer info) {
        return CLibrary.orErrno(CLibrary.waitid(P_PID, pid, NativeMemory.address(info), options));
    }

    /** From here on another process can have its pid. */
    private synchronized void reap(int code) {
        await(WEXITED | WNOHANG, continued);
        reaped = true;
        exitCode = code;
        end.countDown();
    }

    /** Stops this process by the same signal, with the signal's default action; SIGCONT continues it. */
    private void stopAsWell(int signal) {
        if (JOB_CONTROL.contains(signal) && received.contains(signal)) {
            stoppedWithIt = true;
            SignalRelay.allow(signal);
        }
    }

    /**
     * Sends it a signal, unless it has ended.
     *
     * @param signal the signal's number
     */
    public synchronized void send(int signal) {
        if (!reaped) {
            report(signal, CLibrary.kill(pid, signal));
        }
    }

    /** Sends it a signal with a value as sigqueue(3) does, unless it has ended. */
    synchronized void send(int signal, long value) {
        if (!reaped) {
            report(signal, CLibrary.sigqueue(pid, signal, value));
        }
    }

    private static void report(int signal, int result) {
        if (result < 0) {
            String reason = CLibrary.text(-CLibrary.orErrno(result));
            LOGGER.warn("signal {} could not be passed on to the command: {}", signal, reason);
        }
    }

    /** Continues it unless it runs already, as after {@code fg} of a shell, which continues all processes of the job. */
    synchronized void sendContinue(int signal) {
        if (stoppedWithIt && !reaped) {
            stoppedWithIt = false;
            continued.putInt(CODE, 0);
            await(WCONTINUED | WNOHANG, continued);
            if (continued.getInt(CODE) != 0) {
                return;
            }
        }
        send(signal);
    }

    /**
     * Returns its process id.
     *
     * @return the pid, which another process may have once the command has ended
     */
    public int pid() {
        return pid;
    }

    /**
     * Waits until it ends.
     *
     * @param nanos the longest time to wait
     * @return whether it has ended
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitEnd(long nanos) throws InterruptedException {
        return end.await(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Returns its exit code once it has ended.
     *
     * @return the exit code; 128 plus the number of the signal if a signal ended it
     */
    public int exitCode() {
        return exitCode;
    }
}
