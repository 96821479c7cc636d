package io.scaph.api.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What this JVM used in a tick. */
@Name("scaph.ProcessEnergy")
@Label("Process Energy")
@Category({"scaph", "Energy"})
@Description("The part of this JVM in the host's energy since the last such event; NaN where it is not known")
@Enabled(false)
@StackTrace(false)
final class ProcessEnergyEvent extends Event {
    @Label("Energy (J)")
    double energyJoules;

    @Label("Power (W)")
    double powerWatts;

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

    @Label("Interval")
    @Description("The time between the two ticks")
    @Timespan(Timespan.NANOSECONDS)
    long interval;

    @Label("Quality")
    @Description("MEASURED by hardware, RELAYED by a hypervisor, or ESTIMATED by a model")
    String quality = "";
}
