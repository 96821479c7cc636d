package io.scaph.api.internal.ledger;

import io.scaph.api.internal.value.Balance;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.Job;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.ProcessInfo;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where the host's energy goes. It has an account for each key by which energy is shared: one by CPU time, and one for
 * each device that does not work by CPU time ({@link #devices()}). A process's line is the sum over all of them; all in whole
 * microjoules that add up exactly.
 *
 * <p>One pass: {@link #beginPass()}, the visitor's calls, then {@link #post} with the energy that goes by CPU time; or {@link
 * #postpone} if the energy of the interval is not known yet, which carries the CPU times over until it is; or {@link #drop} if
 * it never will be. So energy and CPU time are of the same interval. Each device apart likewise.
 *
 * <p>A pass allocates nothing but the lines of processes that are new, and what a line needs at the first use of a device.
 * Not safe for use by several threads.
 */
public final class Ledger implements WorkloadSource.Visitor {
    /** Lines kept of processes that ended and that some reader has not seen; the oldest go first. */
    private static final int MAX_ENDED = 10_000;

    private final AllocationPolicy policy;
    private final Lines living = new Lines();
    private final Lines ended = new Lines();
    private final Totals totals = new Totals();
    private final Times times;
    private final CpuAccount cpu;
    private final DeviceAccounts devices;
    private long pass;
    /** The last pass that came through. */
    private long wholePass;

    private boolean baselined;
    private long endedMicrojoules;

    /**
     * Opens the account of a host without devices.
     *
     * @param policy how to divide energy
     */
    public Ledger(AllocationPolicy policy) {
        this(policy, List.of(), OptionalDouble.empty());
    }

    /**
     * Opens the accounts.
     *
     * @param policy how to divide energy
     * @param devices the domains of the host whose energy is not shared by CPU time, an account each
     * @param cpus how many CPUs the host has, if it is a part of the machine; else empty
     */
    public Ledger(AllocationPolicy policy, List<Domain> devices, OptionalDouble cpus) {
        times = new Times(cpus);
        this.policy = policy;
        cpu = new CpuAccount(policy, living, ended, totals, times);
        this.devices = new DeviceAccounts(devices, policy, living, ended);
    }

    /**
     * The accounts of devices.
     *
     * @return the accounts, by the order in which the devices were given
     */
    public DeviceAccounts devices() {
        return devices;
    }

    /**
     * From now on the host has another number of CPUs, since another sensor measures it.
     *
     * @param cpus how many, if the host is a part of the machine; else empty
     */
    public void allot(OptionalDouble cpus) {
        times.allot(cpus);
    }

    /** Begins a pass over the processes. */
    public void beginPass() {
        pass++;
        times.beginPass();
        devices.beginPass(pass);
    }

    @Override
    public void machine(int onlineCpus, long idleNanos, long stolenNanos, long interruptNanos) {
        times.machine(onlineCpus, idleNanos, stolenNanos, interruptNanos);
    }

    @Override
    public void machine(int onlineCpus) {
        times.machine(onlineCpus);
    }

    @Override
    public void process(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        read(process, cpuNanos, startedSinceLastPass).pass = pass;
    }

    @Override
    public void ended(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        // Not of this pass, so that its end finds the line.
        read(process, cpuNanos, startedSinceLastPass).pass = pass - 1;
    }

    /** A source gives the same object for as long as nothing about a process changes. */
    @SuppressWarnings("ReferenceEquality")
    private Line read(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        long told = Math.max(0, cpuNanos);
        Line line = living.find(process.identity());
        if (line == null) {
            line = begin(process, startedSinceLastPass && baselined ? 0 : told);
            living.add(line);
            describe(line, process);
        } else if (line.process != process) {
            describe(line, process);
        }
        line.seen(pass);
        // A CPU clock that went back is a misread, not negative time.
        line.unpostedNanos = Times.sum(line.unpostedNanos, Math.max(0, told - line.cpuNanos));
        line.cpuNanos = Math.max(line.cpuNanos, told);
        return line;
    }

    /** A process that a pass overlooked goes on with its line: two lines of one would be counted twice or not at all. */
    private Line begin(ProcessInfo process, long cpuNanos) {
        Line overlooked = ended.remove(process.identity());
        if (overlooked == null) {
            return new Line(process, cpuNanos);
        }
        overlooked.ended = false;
        overlooked.finalSequence = Long.MAX_VALUE;
        return overlooked;
    }

    /** One that is in another container or job now, or runs as another user, leaves what it used before where that was. */
    private void describe(Line line, ProcessInfo process) {
        line.process = process;
        line.join(totals.of(process));
        line.controlGroup = totals.of(process.container(), process.job());
    }

    @Override
    public void endedChildren(ProcessInfo parent, long cpuNanos) {
        Line line = living.find(parent.identity());
        if (line != null) {
            line.unpostedChildNanos = Times.sum(line.unpostedChildNanos, Math.max(0, cpuNanos));
        }
    }

    @Override
    public void group(Optional<Container> container, Optional<Job> job, long cpuNanos) {
        ControlGroupTotal group = totals.of(container, job);
        if (group != null) {
            group.seen(pass);
            group.tell(Math.max(0, cpuNanos));
        }
    }

    /** Ends a pass that came through: who was not seen has ended. A pass that failed ends nobody. */
    public void endPass() {
        baselined = true;
        wholePass = pass;
        for (int i = 0; i < living.size(); i++) {
            Line line = living.get(i);
            if (line.pass != pass) {
                line.ended = true;
                line.endedPass = pass;
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
        cpu.postpone(wallNanos);
    }

    /** Drops the times of the pass, and of those that were postponed: their energy will never be known. */
    public void drop() {
        cpu.drop();
    }

    /**
     * Allocates the energy of the pass, and of those that were postponed.
     *
     * @param energyMicrojoules the host's energy that goes by CPU time, since the last {@code post}, in µJ
     * @param wallNanos the time since the last pass, in ns
     */
    public void post(long energyMicrojoules, long wallNanos) {
        cpu.post(energyMicrojoules, wallNanos);
    }

    /**
     * Takes the energy of an interval in which the processes could not be read: nobody's. Their CPU time and the capacity
     * of the interval count in the next one.
     *
     * @param energyMicrojoules the host's energy that goes by CPU time, since the last {@code post}, in µJ
     * @param wallNanos the time since the last pass, in ns
     */
    public void postUnread(long energyMicrojoules, long wallNanos) {
        cpu.postUnread(energyMicrojoules, wallNanos);
    }

    /**
     * The lines as they stand, and the end of those that everybody has seen.
     *
     * @param sequence the number of the snapshot that will hold the lines
     * @param seenByAll the newest snapshot that every open reader has seen
     * @return where the energy went, ended processes among them
     */
    public Balance publish(long sequence, long seenByAll) {
        int surplus = ended.size() - MAX_ENDED;
        for (int i = 0; i < ended.size(); i++) {
            Line line = ended.get(i);
            boolean seen = line.energyMicrojoules == 0 || line.finalSequence <= seenByAll;
            boolean last = line.isSettled() && !devices.awaits(line);
            if (i < surplus || (last && seen)) {
                endedMicrojoules += line.energyMicrojoules;
                line.over = true;
                line.leave();
                devices.forget(line);
            } else if (last && line.finalSequence == Long.MAX_VALUE) {
                line.finalSequence = sequence;
            }
        }
        ended.removeIf(line -> line.over);
        List<ProcessEnergy> published = new ArrayList<>(living.size() + ended.size());
        for (int i = 0; i < living.size(); i++) {
            published.add(living.get(i).publish());
        }
        for (int i = 0; i < ended.size(); i++) {
            published.add(ended.get(i).publish());
        }
        Balance balance = new Balance(
                policy,
                cpu.onlineCpus(),
                cpu.capacityNanos(),
                cpu.busyNanos(),
                published,
                totals.publishContainers(wholePass, sequence, seenByAll),
                totals.publishJobs(wholePass, sequence, seenByAll),
                totals.publishUnits(wholePass, sequence, seenByAll),
                totals.publishUsers(wholePass, sequence, seenByAll),
                devices.publish(),
                endedMicrojoules + cpu.endedMicrojoules() + devices.endedMicrojoules(),
                cpu.idleMicrojoules() + devices.idleMicrojoules(),
                cpu.unattributedMicrojoules() + devices.unattributedMicrojoules(),
                cpu.interruptMicrojoules(),
                cpu.stolenMicrojoules());
        totals.forgetGone();
        return balance;
    }
}
