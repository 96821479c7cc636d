package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.Workload;
import io.scaph.api.snapshot.WorkloadEnergy;
import io.scaph.api.spi.WorkloadSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The account of a host whose energy is allocated by CPU time, under the policy <em>capacity</em>: of the energy E of an
 * interval, with capacity T = online CPUs x time, a workload with CPU time c gets E c / T; idle time gets its part in the
 * same way; the rest is unattributed. All in whole microjoules that add up to E exactly.
 *
 * <p>One pass: {@link #beginPass()}, the visitor's calls, then {@link #post} with the energy; or {@link #postpone} if the
 * energy of the interval is not known yet, which carries the CPU times over until it is; or {@link #drop} if it never will
 * be. So energy and CPU time are of the same interval.
 *
 * <p>A pass allocates nothing but the lines of workloads that are new. Not safe for use by several threads.
 */
public final class Ledger implements WorkloadSource.Visitor {
    /** Lines kept of workloads that ended and that some reader has not seen; the oldest go first. */
    private static final int MAX_ENDED = 10_000;

    /** Sums of times stop here, 146 years of one CPU, so that a source that tells nonsense makes nothing overflow. */
    private static final long FOREVER = Apportionment.MAX_SHARES;

    private final Lines living = new Lines();
    private final Lines ended = new Lines();
    private final Apportionment parts = new Apportionment();
    private long pass;
    private boolean baselined;

    private int onlineCpus;
    private boolean idleTold;
    private long idleNanos;
    private boolean idleBased;

    private long unpostedCapacityNanos;
    private long unpostedIdleNanos;

    private long endedMicrojoules;
    private long idleMicrojoules;
    private long unattributedMicrojoules;

    /** Begins a pass over the workloads. */
    public void beginPass() {
        pass++;
        idleTold = false;
    }

    @Override
    public void machine(int cpus, long idle) {
        machine(cpus);
        idleTold = true;
        long told = Math.max(0, idle);
        if (idleBased) {
            unpostedIdleNanos = sum(unpostedIdleNanos, Math.max(0, told - idleNanos));
        }
        idleBased = true;
        idleNanos = told;
    }

    @Override
    public void machine(int cpus) {
        onlineCpus = Math.max(0, cpus);
    }

    @Override
    public void workload(Workload workload, long cpuNanos, boolean startedSinceLastPass) {
        long told = Math.max(0, cpuNanos);
        Line line = living.find(workload.identity());
        if (line == null) {
            line = begin(workload, startedSinceLastPass && baselined ? 0 : told);
            living.add(line);
        }
        line.pass = pass;
        line.workload = workload;
        // A CPU clock that went back is a misread, not negative time.
        line.unpostedNanos += Math.max(0, told - line.cpuNanos);
        line.cpuNanos = Math.max(line.cpuNanos, told);
    }

    /** A workload that a pass overlooked goes on with its line: two lines of one would be counted twice or not at all. */
    private Line begin(Workload workload, long cpuNanos) {
        Line overlooked = ended.remove(workload.identity());
        if (overlooked == null) {
            return new Line(workload, cpuNanos);
        }
        overlooked.ended = false;
        overlooked.finalSequence = Long.MAX_VALUE;
        return overlooked;
    }

    /** Ends a pass that came through: who was not seen has ended. A pass that failed ends nobody. */
    public void endPass() {
        baselined = true;
        for (int i = 0; i < living.size(); i++) {
            Line line = living.get(i);
            if (line.pass != pass) {
                line.ended = true;
                ended.add(line);
            }
        }
        living.removeIf(line -> line.ended);
    }

    /**
     * Carries the pass over: its energy is not known yet.
     *
     * @param wallNanos the time since the last pass, in ns
     */
    public void postpone(long wallNanos) {
        long capacity = (double) wallNanos * onlineCpus < FOREVER ? wallNanos * onlineCpus : FOREVER;
        unpostedCapacityNanos = sum(unpostedCapacityNanos, capacity);
    }

    /** Drops the times of the pass, and of those that were postponed: their energy will never be known. */
    public void drop() {
        settle(living);
        settle(ended);
        unpostedCapacityNanos = 0;
        unpostedIdleNanos = 0;
    }

    private static long sum(long nanos, long more) {
        return more < FOREVER - nanos ? nanos + more : FOREVER;
    }

    /**
     * Allocates the energy of the pass, and of those that were postponed.
     *
     * @param energyMicrojoules the host's energy since the last {@code post}, in µJ
     * @param wallNanos the time since the last pass, in ns
     */
    public void post(long energyMicrojoules, long wallNanos) {
        postpone(wallNanos);
        long used = sum(unposted(living), unposted(ended));
        // The CPU times are read a moment after the energy: they may add up to a little more than the capacity.
        long capacity = Math.max(unpostedCapacityNanos, used);
        if (capacity == 0 || used == FOREVER) {
            unattributedMicrojoules += energyMicrojoules;
        } else {
            long idle = idleTold ? Math.min(unpostedIdleNanos, capacity - used) : capacity - used;
            long left = energyMicrojoules;
            while (left > 0) {
                // One turn, but for an amount beyond all that is real.
                long amount = Math.min(left, Apportionment.MAX);
                parts.begin(amount, capacity);
                allocate(living);
                allocate(ended);
                unattributedMicrojoules += parts.next(capacity - used - idle);
                idleMicrojoules += parts.next(idle);
                left -= amount;
            }
        }
        drop();
    }

    /**
     * Takes the energy of an interval in which the workloads could not be read: nobody's. Their CPU time and the capacity
     * of the interval count in the next one.
     *
     * @param energyMicrojoules the host's energy since the last {@code post}, in µJ
     * @param wallNanos the time since the last pass, in ns
     */
    public void postUnread(long energyMicrojoules, long wallNanos) {
        postpone(wallNanos);
        unattributedMicrojoules += energyMicrojoules;
    }

    private static long unposted(Lines lines) {
        long nanos = 0;
        for (int i = 0; i < lines.size(); i++) {
            nanos = sum(nanos, lines.get(i).unpostedNanos);
        }
        return nanos;
    }

    private void allocate(Lines lines) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            line.energyMicrojoules += parts.next(line.unpostedNanos);
        }
    }

    private static void settle(Lines lines) {
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).unpostedNanos = 0;
        }
    }

    /**
     * The lines as they stand, and the end of those that everybody has seen.
     *
     * @param sequence the number of the snapshot that will hold the lines
     * @param seenByAll the newest snapshot that every open reader has seen
     * @return one line each, ended workloads among them
     */
    public List<WorkloadEnergy> publish(long sequence, long seenByAll) {
        int surplus = ended.size() - MAX_ENDED;
        for (int i = 0; i < ended.size(); i++) {
            Line line = ended.get(i);
            boolean settled = line.unpostedNanos == 0;
            boolean seen = line.energyMicrojoules == 0 || line.finalSequence <= seenByAll;
            if (i < surplus || (settled && seen)) {
                endedMicrojoules += line.energyMicrojoules;
                line.over = true;
            } else if (settled && line.finalSequence == Long.MAX_VALUE) {
                line.finalSequence = sequence;
            }
        }
        ended.removeIf(line -> line.over);
        List<WorkloadEnergy> published = new ArrayList<>(living.size() + ended.size());
        for (int i = 0; i < living.size(); i++) {
            published.add(living.get(i).publish());
        }
        for (int i = 0; i < ended.size(); i++) {
            published.add(ended.get(i).publish());
        }
        return published;
    }

    /**
     * The energy of workloads that ended and have no line any more.
     *
     * @return µJ; never falls
     */
    public long endedMicrojoules() {
        return endedMicrojoules;
    }

    /**
     * The energy of unused capacity.
     *
     * @return µJ; never falls
     */
    public long idleMicrojoules() {
        return idleMicrojoules;
    }

    /**
     * The energy that can't be tied to anybody.
     *
     * @return µJ; never falls
     */
    public long unattributedMicrojoules() {
        return unattributedMicrojoules;
    }
}
