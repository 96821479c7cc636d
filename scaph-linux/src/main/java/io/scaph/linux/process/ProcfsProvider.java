package io.scaph.linux.process;

import io.scaph.api.internal.own.DescendantClock;
import io.scaph.api.internal.own.DescendantProvider;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.linux.description.UserDatabase;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.machine.CpuTimes;
import io.scaph.linux.procfs.NativeAccess;
import io.scaph.linux.procfs.PlainAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes in {@code /proc}. */
@SuppressWarnings("exports") // The command line, which counts descendants, sees that type.
public final class ProcfsProvider implements DescendantProvider {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcfsProvider.class);

    private static final String STEPS = " in steps of 10 ms, because ";

    private static final Descendants.Reaper ONLY_STAT = new Descendants.Reaper() {
        @Override
        public OptionalLong reapedNanos() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    };

    /** For {@code ServiceLoader}. */
    public ProcfsProvider() {}

    @Override
    public String name() {
        return "procfs";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Availability probe(PluginSetup setup) {
        Path procfs = setup.roots().procfs();
        try {
            CpuTimes.read(procfs);
        } catch (IOException e) {
            return Availability.unavailable(
                    procfs + "/stat can't be read", "mount the host's /proc there, or name it by --path-procfs");
        }
        try {
            NativeAccess.open(procfs).close();
            return Availability.available("processes in " + procfs + " by their CPU clocks");
        } catch (IOException e) {
            return Availability.available("processes in " + procfs + STEPS + e.getMessage());
        }
    }

    @Override
    public WorkloadSource open(PluginSetup setup) {
        Path procfs = setup.roots().procfs();
        try {
            NativeAccess access = NativeAccess.open(procfs);
            access.reportExits(setup.roots().sysfs());
            return new ProcfsSource(setup, access, new UserNames(UserDatabase::name, NanoClock.SYSTEM));
        } catch (IOException e) {
            LOGGER.info("processes are read from {}{}{}", procfs, STEPS, e.getMessage());
            return new ProcfsSource(
                    setup, new PlainAccess(procfs), new UserNames(UserNames.inFile(passwd(procfs)), NanoClock.SYSTEM));
        }
    }

    @Override
    public Optional<DescendantClock> descendants(PluginSetup setup) {
        Path procfs = setup.roots().procfs();
        OptionalLong ownPid = ProcfsSource.ownPid(procfs);
        try {
            return ownPid.isPresent() ? Optional.of(open(procfs, (int) ownPid.getAsLong())) : Optional.empty();
        } catch (IOException e) {
            LOGGER.warn("the descendants of this process can't be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static DescendantClock open(Path procfs, int ownPid) throws IOException {
        NativeAccess access;
        try {
            access = NativeAccess.open(procfs);
        } catch (IOException e) {
            LOGGER.info("descendants are read from {}{}{}", procfs, STEPS, e.getMessage());
            return new Descendants(new PlainAccess(procfs), ownPid, ONLY_STAT);
        }
        return new Descendants(access, ownPid, new NativeReaper());
    }

    /** The file of the host, if its {@code /proc} is somewhere else. */
    private static Path passwd(Path procfs) {
        return procfs.equals(HostRoots.STANDARD.procfs())
                ? Path.of("/etc/passwd")
                : procfs.resolve("1/root/etc/passwd");
    }
}
