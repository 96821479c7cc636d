package io.scaph.cli;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.cli.command.Stop;
import io.scaph.cli.log.Logging;
import io.scaph.cli.log.LoggingProvider;
import io.scaph.cli.log.Messages;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The entry point. Data goes to standard output, everything else to standard error. */
public final class Main {
    /** A signal gives a run this time to complete its output; then the JVM ends in any case. */
    private static final long STOP_MILLIS = 700;

    /** The exit code that a shell reports for a process that SIGTERM ended. */
    private static final int TERMINATED = 143;

    private Main() {}

    /**
     * Runs the command line and ends the JVM with its exit code: 0 done, 1 failed at run time, 2 bad usage or an unusable
     * choice.
     *
     * @param arguments what the user typed
     */
    public static void main(String[] arguments) {
        // Found by name, slf4j needs no search of all jars. It logs that, unless its own level is higher.
        System.setProperty("slf4j.provider", LoggingProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        Stop stop = new Stop();
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(BackgroundThreads.create("scaph-stop", () -> awaitEnd(stop, done)));
        // Not System.out: a PrintStream hides write errors, such as a closed pipe.
        OutputStream output = new FileOutputStream(FileDescriptor.out);
        Messages messages = Messages.onStandardError();
        Logging.writeTo(messages);
        System.setErr(messages.errorStream());
        int code = 1;
        try {
            code = new CommandLineRun(output, messages, stop, System::exit).run(RawArguments.of(arguments));
        } finally {
            done.countDown();
        }
        System.exit(code);
    }

    private static void awaitEnd(Stop stop, CountDownLatch done) {
        stop.request();
        try {
            if (!done.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(TERMINATED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
