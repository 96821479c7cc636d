package io.scaph.api.internal.own;

import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.util.Optional;

/** A workload source provider that can measure what this process starts. */
public interface DescendantProvider extends WorkloadSourceProvider {
    /**
     * Starts to count what this process starts. This may make the process the parent of orphans among its descendants.
     *
     * @param setup where to look
     * @return an open clock that the caller closes; empty if it can't be known
     */
    Optional<DescendantClock> descendants(PluginSetup setup);
}
