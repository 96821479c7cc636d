package io.scaph.recording;

import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One reading of everything, as a recording holds it. {@link TickParser} fills it; then it does not change any more.
 *
 * @param nanos the time since the first tick
 * @param flags what the sensor or the workload source reported, by the words of the format
 * @param counters what each domain's counter showed
 * @param machine the number of CPUs, then idle, stolen and interrupt time if they are known; empty if not reported
 * @param started the processes that are listed first in this tick, by their numbers in the recording
 * @param cpu the CPU time of the processes for which it changed
 * @param children the CPU time of ended children, by the number of their parent
 * @param ended the CPU time of processes that ended
 * @param devices the use of devices since the tick before
 * @param gone the numbers of processes that do not exist any more
 */
record RecordedTick(
        long nanos,
        Set<String> flags,
        List<Counter> counters,
        List<Long> machine,
        List<Started> started,
        List<ProcessTime> cpu,
        List<ProcessTime> children,
        List<ProcessTime> ended,
        List<Use> devices,
        List<Integer> gone) {

    static RecordedTick at(long nanos) {
        return new RecordedTick(
                nanos,
                new HashSet<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0));
    }

    /** Whether the sensor reported a suspend. */
    boolean isSuspended() {
        return flags.contains(Notation.SUSPENDED);
    }

    /** Whether the sensor reported that its source restarted. */
    boolean isRestarted() {
        return flags.contains(Notation.RESTARTED);
    }

    /** Whether the processes could not be read. */
    boolean isUnread() {
        return flags.contains(Notation.UNREAD);
    }

    /**
     * What a counter showed.
     *
     * @param microjoules the raw value; below 0 if it could not be read
     * @param publication the number of the publication; 0 if the source has none
     * @param low the lower end of an estimate's interval; the raw value of a measurement
     * @param high the upper end
     * @param confirmed whether the value is current even if it has not changed
     */
    record Counter(long microjoules, long publication, long low, long high, boolean confirmed) {
        static final Counter FAILED = new Counter(-1, 0, -1, -1, false);
    }

    /**
     * A process, when it is listed first.
     *
     * @param process the process, under an invented name
     * @param isNew whether it started after the tick before
     */
    record Started(ProcessInfo process, boolean isNew) {}

    /**
     * The CPU time of a process.
     *
     * @param process its number in the recording
     * @param nanos all of its CPU time
     */
    record ProcessTime(int process, long nanos) {}

    /**
     * How long a device worked for a process.
     *
     * @param domain the index of the device's domain
     * @param pid the process; below 0 if the use of the device is unknown
     * @param nanos how long
     */
    record Use(int domain, long pid, long nanos) {}
}
