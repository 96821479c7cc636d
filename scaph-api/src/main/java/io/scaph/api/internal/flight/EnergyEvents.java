package io.scaph.api.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The events of the flight recorder. They are off unless a recording enables them. */
final class EnergyEvents {
    private EnergyEvents() {}

    @Category({"scaph", "Energy"})
    @Enabled(false)
    @StackTrace(false)
    private abstract static class EnergyEvent extends Event {}

    /** A scope, from when it was opened until it was closed. */
    @Name("scaph.Scope")
    @Label("Scope")
    @Description("What was used while a scope was open; NaN where it is not known")
    static final class ScopeEvent extends EnergyEvent {
        @Label("Scope")
        @Description("The name that the scope was opened with")
        String scope = "";

        @Label("Host (J)")
        double hostJoules;

        @Label("Process (J)")
        @Description("The part of this JVM, all its threads, in the host's energy")
        double processJoules;

        @Label("Thread (J)")
        @Description("The part of the thread that opened the scope")
        double threadJoules;

        @Label("Process CPU Time")
        @Timespan(Timespan.NANOSECONDS)
        long processCpu;

        @Label("Quality")
        @Description("MEASURED by hardware, RELAYED by a hypervisor, or ESTIMATED by a model")
        String quality = "";

        @Label("Warnings")
        @Description("What makes the energy less certain, see io.scaph.api.scope.ScopeWarning")
        String warnings = "";
    }

    /** What something used in a tick. */
    abstract static class TickEvent extends EnergyEvent {
        @Label("Energy (J)")
        double energyJoules;

        @Label("Power (W)")
        double powerWatts;

        @Label("Interval")
        @Description("The time between the two ticks")
        @Timespan(Timespan.NANOSECONDS)
        long interval;

        @Label("Quality")
        @Description("MEASURED by hardware, RELAYED by a hypervisor, or ESTIMATED by a model")
        String quality = "";
    }

    /** What the host used in a tick. */
    @Name("scaph.HostEnergy")
    @Label("Host Energy")
    @Description("The energy of the whole host since the last such event; NaN where it is not known")
    static final class HostEnergyEvent extends TickEvent {
        @Label("Unknown Domains")
        @Description("The parts of the host of which nothing is known in this interval")
        String unknownDomains = "";
    }

    /** What this JVM used in a tick. */
    @Name("scaph.ProcessEnergy")
    @Label("Process Energy")
    @Description("The part of this JVM in the host's energy since the last such event; NaN where it is not known")
    static final class ProcessEnergyEvent extends TickEvent {
        @Label("Application (J)")
        @Description(
                "Of the energy, that of the application; the parts are known if the monitor was opened with the detail JVM")
        double applicationJoules;

        @Label("Garbage Collection (J)")
        double gcJoules;

        @Label("Compilation (J)")
        double jitJoules;

        @Label("Runtime (J)")
        @Description("Of the energy, that of the other threads of the JVM itself")
        double runtimeJoules;
    }

    /** A time for which the energy of a domain was not known. */
    @Name("scaph.EnergyGap")
    @Label("Energy Gap")
    @Description("A time for which the energy of a domain was not known; of a reset only the moment")
    static final class EnergyGapEvent extends EnergyEvent {
        @Label("Domain")
        String domain = "";

        @Label("Reason")
        String reason = "";

        @Label("Unknown For")
        @Description(
                "How long nothing had been known when the gap was seen last, its time before the recording included")
        @Timespan(Timespan.NANOSECONDS)
        long unknown;
    }
}
