package io.scaph.linux.procfs;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.WorkloadSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A shell that runs 200 children of some 20 ms each, watched once a second: what of their time is it charged? */
final class ManyChildren {
    private static final int CHILDREN = 200;
    private static final long PERIOD_MILLIS = 1_000;

    private ManyChildren() {}

    /**
     * Runs it in a JVM of its own, for other users.
     *
     * @param arguments {@code native} or {@code plain}
     * @throws Exception if it can't be run
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println(charged(open(arguments[0].equals("native"))));
    }

    static ProcessTable open(boolean clocks) throws IOException {
        Path procfs = HostRoots.STANDARD.procfs();
        return new ProcessTable(
                new WorkloadSetup(HostRoots.STANDARD, Set.of()),
                clocks ? NativeAccess.open(procfs) : new PlainAccess(procfs),
                new UserNames(uid -> Optional.empty(), NanoClock.SYSTEM));
    }

    /** The part that it is charged, 1 if it is all. */
    static double charged(ProcessTable opened) throws IOException, InterruptedException {
        try (ProcessTable table = opened;
                Shell shell = new Shell()) {
            ToldTimes told = new ToldTimes();
            shell.run("true");
            told.pass(table);
            long before = shell.childNanos();
            shell.begin("for ((n = 0; n < " + CHILDREN + "; n++)); do (" + Shell.WORK + "); done\necho done");
            while (!shell.wrote()) {
                Thread.sleep(PERIOD_MILLIS);
                told.pass(table);
            }
            shell.line();
            told.pass(table);
            return (double) told.of(shell.pid()).childNanos / (shell.childNanos() - before);
        }
    }
}
