package io.scaph.sensor.gpu;

import io.scaph.sensor.gpu.internal.aside.AsideErrand;
import io.scaph.sensor.gpu.internal.aside.Errand;
import java.util.function.LongSupplier;

/** Makes errands: each on a thread of its own, or in tests none. */
@FunctionalInterface
interface Errands {
    /** Each on a daemon thread of its own. */
    Errands ASIDE = AsideErrand::new;

    /** All done by whoever asks. */
    Errands HERE = (name, work, paceNanos, afterwards) -> Errand.here(work, afterwards);

    /**
     * Makes one.
     *
     * @param name for people who look at threads
     * @param work what to do
     * @param paceNanos after how long to do it again unasked, in ns of real time
     * @param afterwards what to do when it is closed and nothing is under way
     */
    Errand make(String name, Runnable work, LongSupplier paceNanos, Runnable afterwards);
}
