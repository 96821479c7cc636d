package io.scaph.api.internal.scope;

import io.scaph.api.internal.host.Sample;
import io.scaph.api.internal.tick.Recent;

/**
 * One end of a scope.
 *
 * @param nanos when, on the monitor's clock
 * @param ageNanos how old the counters were when they were asked for
 * @param sample the host's counters then
 * @param recent the last ticks then
 * @param processNanos the CPU time of this process, or below 0
 * @param thread the thread that was there
 * @param threadNanos its CPU time, or below 0
 * @param closed whether the monitor was closed at that moment
 */
record Moment(
        long nanos,
        long ageNanos,
        Sample sample,
        Recent recent,
        long processNanos,
        Thread thread,
        long threadNanos,
        boolean closed) {}
