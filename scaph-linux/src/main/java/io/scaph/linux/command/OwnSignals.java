package io.scaph.linux.command;

import io.scaph.linux.jna.NativeMemory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** Signals that this process blocks, and lets take effect on request. */
final class OwnSignals {
    // include/uapi/asm-generic/signal-defs.h
    private static final int SIG_BLOCK = 0;
    private static final int SIG_UNBLOCK = 1;
    private static final long NO_OLD_SET = 0;

    private OwnSignals() {}

    /** Does what the signal does to a process that does not block it: ends it, stops it, or nothing if it is ignored. */
    static void allow(int signal) {
        ByteBuffer set = CommandLauncher.set(new SignalSet(1L << (signal - 1)));
        long address = NativeMemory.address(set);
        try {
            CommandCalls.pthread_sigmask(SIG_UNBLOCK, address, NO_OLD_SET);
            // Sent to this thread: a signal to the process could reach the thread that waits for signals.
            CommandCalls.raise(signal);
            CommandCalls.pthread_sigmask(SIG_BLOCK, address, NO_OLD_SET);
        } finally {
            Reference.reachabilityFence(set);
        }
    }
}
