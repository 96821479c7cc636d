package io.scaph.linux.process;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.linux.Shell;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.procfs.NativeAccess;
import io.scaph.linux.procfs.PlainAccess;
import io.scaph.linux.procfs.ProcessAccess;
import java.io.IOException;
import java.util.Optional;

/** A shell runs 200 children of about 20 ms each and is read from time to time: which processes are charged for their time? */
final class ManyChildren {
    private static final int CHILDREN = 200;
    /** Different in each JVM: several may run such children at the same time. */
    private static final String NAME = "child" + ProcessHandle.current().pid();

    private ManyChildren() {}

    /**
     * The shares of the children's time, 1 being all of it.
     *
     * @param parents the part that their parent is charged
     * @param own the part that they are charged themselves, as processes that were reported to have ended
     * @param seen the part that they are charged themselves, as processes that were seen while they ran
     */
    record Shares(double parents, double own, double seen) {
        double total() {
            return parents + own + seen;
        }
    }

    /** How processes are read. */
    enum Access {
        CLOCKS,
        CLOCKS_AND_EXITS,
        FILES
    }

    /**
     * Runs it in a separate JVM, for other users.
     *
     * @param arguments the name of an {@link Access}
     * @throws Exception if it can't be run
     */
    public static void main(String[] arguments) throws Exception {
        Shares shares = watch(open(Access.valueOf(arguments[0])), 1_000);
        System.out.println(shares.total() + " " + shares.own);
    }

    static ProcfsSource open(Access how) throws IOException {
        return new ProcfsSource(
                PluginSetup.standard(), access(how), new UserNames(uid -> Optional.empty(), NanoClock.SYSTEM));
    }

    static ProcessAccess access(Access how) throws IOException {
        if (how == Access.FILES) {
            return new PlainAccess(HostRoots.STANDARD.procfs());
        }
        NativeAccess access = NativeAccess.open(HostRoots.STANDARD.procfs());
        if (how == Access.CLOCKS_AND_EXITS) {
            access.reportExits(HostRoots.STANDARD.sysfs());
        }
        return access;
    }

    static Shares watch(ProcfsSource opened, long periodMillis) throws IOException, InterruptedException {
        try (ProcfsSource table = opened;
                Shell shell = new Shell()) {
            ReportedTimes reported = new ReportedTimes();
            shell.run("true");
            reported.pass(table);
            double before = shell.childNanos();
            shell.begin("for ((n = 0; n < " + CHILDREN + "; n++)); do (printf " + NAME + " > /proc/self/comm; "
                    + Shell.WORK + "); done\necho done");
            while (!shell.wrote()) {
                Thread.sleep(periodMillis);
                reported.pass(table);
            }
            shell.line();
            reported.pass(table);
            double used = shell.childNanos() - before;
            return new Shares(
                    reported.of(shell.pid()).childNanos / used,
                    reported.ended(NAME) / used,
                    reported.vanished(NAME) / used);
        }
    }
}
