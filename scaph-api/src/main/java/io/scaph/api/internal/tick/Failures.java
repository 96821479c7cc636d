package io.scaph.api.internal.tick;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Guards the boundary to a plugin: what it throws is reported by the plugin's name, loudly once and quietly while it
 * repeats, and goes no further. Errors of the virtual machine itself are not held up, but for a stack overflow, which is
 * the plugin's own.
 */
final class Failures {
    /** What is done on the other side of the boundary. */
    interface Call {
        void run() throws Exception;
    }

    private final Logger logger;
    private final String what;
    private boolean failing;

    Failures(Logger logger, String what) {
        this.logger = logger;
        this.what = what;
    }

    /**
     * Calls the plugin.
     *
     * @param call what to do
     * @return null if it went well, else the reason in one line
     */
    @Nullable
    String guard(Call call) {
        try {
            call.run();
            if (failing) {
                logger.info("{} works again", what);
                failing = false;
            }
            return null;
        } catch (Exception | Error e) {
            if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
                throw fatal;
            }
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            String reason =
                    what + " failed: " + (e.getMessage() == null ? e.getClass().getName() : e.getMessage());
            if (failing) {
                logger.debug("{} again", reason, e);
            } else {
                logger.warn("{}", reason);
                logger.debug("{}", reason, e);
                failing = true;
            }
            return reason;
        }
    }
}
