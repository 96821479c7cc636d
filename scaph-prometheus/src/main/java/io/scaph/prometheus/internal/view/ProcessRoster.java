package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.List;

/** Which processes have a line of their own. Not safe for use by several threads. */
public final class ProcessRoster {
    /** A scraper that comes once a minute still sees the last value of a line. */
    static final long HOLD_NANOS = 75_000_000_000L;

    private final Roster<ProcessInfo> roster;

    /**
     * Begins without lines.
     *
     * @param most how many processes may have a line; at least 0
     * @param labelling makes their labels
     */
    public ProcessRoster(int most, Labelling<ProcessInfo> labelling) {
        roster = new Roster<>(
                most, new LineRules<>(labelling, ProcessRoster::start, Roster.SETTLE_NANOS, HOLD_NANOS, false));
    }

    private static String start(ProcessInfo process) {
        return LineTimes.seconds(process.startTime().toEpochMilli());
    }

    /**
     * Takes a snapshot in.
     *
     * @param snapshot newer than the one before
     * @param endsInterval whether it ends an interval of its own, or only prolongs the last one
     * @return the lines; with other and ended they are all of the host's energy that is neither idle nor unattributed
     */
    public Listing<ProcessInfo> take(Snapshot snapshot, boolean endsInterval) {
        List<Reading<ProcessInfo>> readings =
                new ArrayList<>(snapshot.processes().size());
        for (ProcessEnergy line : snapshot.processes()) {
            ProcessInfo process = line.process();
            readings.add(new Reading<>(
                    process.identity(),
                    process,
                    line.energy().microjoules(),
                    line.devices().microjoules(),
                    line.cpuTime().toNanos(),
                    line.isEnded()));
        }
        long sum = snapshot.host().energy().microjoules()
                - snapshot.idle().microjoules()
                - snapshot.unattributed().microjoules();
        return roster.take(readings, sum, snapshot, endsInterval);
    }
}
