package io.scaph.api.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A scope, from when it was opened until it was closed. */
@Name("scaph.Scope")
@Label("Scope")
@Category({"scaph", "Energy"})
@Description("What was used while a scope was open; NaN where it is not known")
@Enabled(false)
@StackTrace(false)
final class ScopeEvent extends Event {
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
