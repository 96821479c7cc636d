package io.scaph.linux.procfs;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import java.util.Optional;

/** A door to what is chosen only where JNA is missing. */
public final class PlainProcesses {
    private PlainProcesses() {}

    /**
     * Opens a source that reads files alone.
     *
     * @param setup what to tell
     * @return the open source
     */
    public static WorkloadSource open(PluginSetup setup) {
        return new ProcessTable(
                setup,
                new PlainAccess(setup.roots().procfs()),
                new UserNames(uid -> Optional.empty(), NanoClock.SYSTEM));
    }
}
