package io.scaph.api.internal.own;

import io.scaph.api.spi.WorkloadSource;
import java.io.IOException;
import java.util.Optional;

/** A workload source that can read more of the process that it runs in than other sources can. */
public interface OwnProcessSource extends WorkloadSource {
    /**
     * Returns the CPU clocks of this process, for scopes: the JVM's own clock of the process may be a coarse one.
     *
     * @return clocks for use by any thread, and after {@link #close} as well; empty if the JVM's are as good
     */
    default Optional<CpuClocks> cpuClocks() {
        return Optional.empty();
    }

    /**
     * Returns what the JVM that runs this program has used, and for what. Called after {@link #read}, by the same thread.
     *
     * @return its times now; empty if they were not requested, or can't be known
     * @throws IOException if nothing could be read; the message names the thing
     */
    default Optional<JvmTimes> jvmTimes() throws IOException {
        return Optional.empty();
    }
}
