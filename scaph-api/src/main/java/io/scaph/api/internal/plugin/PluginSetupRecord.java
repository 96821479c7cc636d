package io.scaph.api.internal.plugin;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.WorkloadDetail;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Set;

/** What a plugin is opened with. */
public record PluginSetupRecord(
        HostRoots roots, Options options, NanoClock clock, Set<WorkloadDetail> details, OutputStream output)
        implements PluginSetup {
    /** The usual setup. */
    public static final PluginSetupRecord STANDARD = new PluginSetupRecord(
            HostRoots.STANDARD, Options.NONE, NanoClock.SYSTEM, Set.of(), OutputStream.nullOutputStream());

    /** Rejects null in the constructor, not later in a plugin, and copies the details. */
    public PluginSetupRecord {
        Objects.requireNonNull(roots);
        Objects.requireNonNull(options);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(output);
        details = Set.copyOf(details);
    }

    @Override
    public PluginSetup withRoots(HostRoots where) {
        return new PluginSetupRecord(where, options, clock, details, output);
    }

    @Override
    public PluginSetup withOptions(Options values) {
        return new PluginSetupRecord(roots, values, clock, details, output);
    }

    @Override
    public PluginSetup withClock(NanoClock time) {
        return new PluginSetupRecord(roots, options, time, details, output);
    }

    @Override
    public PluginSetup withDetails(Set<WorkloadDetail> wanted) {
        return new PluginSetupRecord(roots, options, clock, wanted, output);
    }

    @Override
    public PluginSetup withOutput(OutputStream stream) {
        return new PluginSetupRecord(roots, options, clock, details, stream);
    }
}
