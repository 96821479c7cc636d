package io.scaph.linux.procfs;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.WorkloadSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.io.IOException;

/** Processes as {@code /proc} tells them. */
public final class ProcfsProvider implements WorkloadSourceProvider {
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
    public Availability probe(WorkloadSetup setup) {
        try {
            CpuTimes.read(setup.roots().procfs());
            return new Availability.Available("processes in " + setup.roots().procfs());
        } catch (IOException e) {
            return new Availability.Unavailable(
                    setup.roots().procfs() + "/stat can't be read",
                    "mount the host's /proc there, or name it by --path-procfs");
        }
    }

    @Override
    public WorkloadSource open(WorkloadSetup setup) {
        return new ProcessTable(setup);
    }
}
