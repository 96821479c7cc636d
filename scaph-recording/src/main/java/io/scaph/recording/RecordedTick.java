package io.scaph.recording;

import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One reading of everything, as a recording holds it. {@link TickParser} fills it; then it does not change any more. */
final class RecordedTick {
    /** The time since the first tick. */
    final long nanos;
    /** What the sensor or the workload source reported, by the words of the format. */
    final Set<String> flags = new HashSet<>();
    /** What each domain's counter showed. */
    final List<Counter> counters = new ArrayList<>();
    /** The number of CPUs, then idle, stolen and interrupt time if they are known; empty if not reported. */
    final List<Long> machine = new ArrayList<>();
    /** The processes that are listed first in this tick, by their numbers in the recording. */
    final List<Started> started = new ArrayList<>();
    /** The CPU time of the processes for which it changed. */
    final List<ProcessTime> cpu = new ArrayList<>();
    /** The CPU time of ended children, by the number of their parent. */
    final List<ProcessTime> children = new ArrayList<>();
    /** The CPU time of processes that ended. */
    final List<ProcessTime> ended = new ArrayList<>();
    /** The use of devices since the tick before. */
    final List<Use> devices = new ArrayList<>();
    /** The numbers of processes that do not exist any more. */
    final List<Integer> gone = new ArrayList<>();

    RecordedTick(long nanos) {
        this.nanos = nanos;
    }

    /** The index of the last tick up to a time, from a tick on that is not later. */
    static int last(List<RecordedTick> ticks, int from, long nanos) {
        int last = from;
        while (last + 1 < ticks.size() && ticks.get(last + 1).nanos <= nanos) {
            last++;
        }
        return last;
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
