package io.scaph.api.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A time for which the energy of a domain was not known. */
@Name("scaph.EnergyGap")
@Label("Energy Gap")
@Category({"scaph", "Energy"})
@Description("A time for which the energy of a domain was not known; of a reset only the moment")
@Enabled(false)
@StackTrace(false)
final class EnergyGapEvent extends Event {
    @Label("Domain")
    String domain = "";

    @Label("Reason")
    String reason = "";

    @Label("Unknown For")
    @Description("How long nothing had been known when the gap was seen last, its time before the recording included")
    @Timespan(Timespan.NANOSECONDS)
    long unknown;
}
