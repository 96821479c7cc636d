package io.scaph.cli;

import org.jspecify.annotations.Nullable;

/**
 * Ends what runs: by an interrupt of the thread that exports, and of no other. Asked for before the exporter runs, it
 * takes effect when it does, so that even then the output is complete. Safe for use by several threads.
 */
final class Stop {
    private @Nullable Thread exporting;
    private boolean requested;

    /** What is run until it ends or is stopped. */
    interface Export<E extends Exception, F extends Exception> {
        void run() throws E, F;
    }

    /** Asks for the end. */
    synchronized void request() {
        requested = true;
        if (exporting != null) {
            exporting.interrupt();
        }
    }

    /** Runs something that an interrupt ends; the interrupt does not outlive it. */
    <E extends Exception, F extends Exception> void run(Export<E, F> export) throws E, F {
        begin();
        try {
            export.run();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        exporting = Thread.currentThread();
        if (requested) {
            exporting.interrupt();
        }
    }

    private synchronized void end() {
        exporting = null;
        // Clears it.
        boolean interrupted = Thread.interrupted();
        requested |= interrupted;
    }
}
