package io.scaph.api.spi;

import io.scaph.api.workload.WorkloadDetail;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Set;

/**
 * What a sensor, an exporter or a workload source is opened with. Immutable; the {@code with} methods return a copy.
 */
public sealed interface PluginSetup {
    /**
     * Returns the usual setup: the {@code /proc} and {@code /sys} of this machine, no option given, the system's clock, no
     * details, and an output that discards everything.
     *
     * @return the setup
     */
    static PluginSetup standard() {
        return PluginSetupRecord.STANDARD;
    }

    /**
     * Returns where the host's {@code /proc} and {@code /sys} are.
     *
     * @return the roots
     */
    HostRoots roots();

    /**
     * Returns the values of the options that the provider takes.
     *
     * @return the options
     */
    Options options();

    /**
     * Returns the monitor's clock, for sensors that integrate power over time.
     *
     * @return the clock
     */
    NanoClock clock();

    /**
     * Returns what a workload source must find out about each process.
     *
     * @return the details
     */
    Set<WorkloadDetail> details();

    /**
     * Returns where an exporter writes its data. On the command line this is the standard output.
     *
     * @return the output; the exporter must not close it
     */
    OutputStream output();

    /**
     * Returns this setup with other roots.
     *
     * @param where the roots
     * @return a copy
     */
    PluginSetup withRoots(HostRoots where);

    /**
     * Returns this setup with other options.
     *
     * @param values the options
     * @return a copy
     */
    PluginSetup withOptions(Options values);

    /**
     * Returns this setup with another clock.
     *
     * @param time the clock
     * @return a copy
     */
    PluginSetup withClock(NanoClock time);

    /**
     * Returns this setup with other details.
     *
     * @param wanted the details
     * @return a copy
     */
    PluginSetup withDetails(Set<WorkloadDetail> wanted);

    /**
     * Returns this setup with another output.
     *
     * @param stream the output
     * @return a copy
     */
    PluginSetup withOutput(OutputStream stream);
}

/** What a plugin is opened with. */
record PluginSetupRecord(
        HostRoots roots, Options options, NanoClock clock, Set<WorkloadDetail> details, OutputStream output)
        implements PluginSetup {
    /** The usual setup. */
    public static final PluginSetupRecord STANDARD = new PluginSetupRecord(
            HostRoots.STANDARD, Options.NONE, NanoClock.SYSTEM, Set.of(), OutputStream.nullOutputStream());

    /** Rejects null in the constructor, not later in a plugin, and copies the details. */
    PluginSetupRecord {
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
