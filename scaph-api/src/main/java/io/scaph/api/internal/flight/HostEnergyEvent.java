package io.scaph.api.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What the host used in a tick. */
@Name("scaph.HostEnergy")
@Label("Host Energy")
@Category({"scaph", "Energy"})
@Description("The energy of the whole host since the last such event; NaN where it is not known")
@Enabled(false)
@StackTrace(false)
final class HostEnergyEvent extends Event {
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

    @Label("Unknown Domains")
    @Description("The parts of the host of which nothing is known in this interval")
    String unknownDomains = "";
}
