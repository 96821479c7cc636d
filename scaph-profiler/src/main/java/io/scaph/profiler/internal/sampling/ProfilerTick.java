package io.scaph.profiler.internal.sampling;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Marks a tick among the samples, so that no clocks need to be compared: the samples before it in the stream are from before the
 * tick.
 */
@Name("scaph.ProfilerTick")
@Label("Profiler Tick")
@Description("A tick of an energy profiler among its samples")
@Category({"scaph", "Energy"})
@Enabled(false)
@StackTrace(false)
final class ProfilerTick extends Event {
    @Label("Profiler")
    long profiler;

    @Label("Tick")
    long tick;
}
