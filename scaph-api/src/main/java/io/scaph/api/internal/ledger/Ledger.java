package io.scaph.api.internal.ledger;

import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.DeviceTotal;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Where the host's energy goes. It has an {@link Account} for each key by which energy is shared: one for CPU time, and one
 * for each device that does not work by CPU time. A process's line is the sum over all of them; all in whole microjoules that
 * add up exactly.
 *
 * <p>One pass: {@link #beginPass()}, the visitor's calls, {@link #endPass()}, then each account apart.
 *
 * <p>A pass allocates nothing except the lines of new processes, and what a line needs at its first use of an account. Not
 * safe for use by several threads.
 */
public final class Ledger implements WorkloadSource.Visitor {
    /** Lines kept of processes that ended and that some reader has not seen; the oldest go first. */
    private static final int MAX_ENDED = 10_000;

    /** The number of the account of CPU time; that of each domain with its own account follows. */
    public static final int CPU = 0;

    private final AllocationPolicy policy;
    private final List<Domain> domains;
    private final List<Account> accounts;
    private final Account cpu;
    private final Lines living = new Lines();
    private final Lines endedLines = new Lines();
    private final PidIndex pids = new PidIndex(living, endedLines);
    private final Share ended = new Share();
    private final Totals totals = new Totals(ended);
    private final Times times;
    private long pass;
    /** The last pass that came through. */
    private long wholePass;

    private boolean baselined;

    /**
     * Opens the account of a host without devices.
     *
     * @param policy how to divide energy
     */
    public Ledger(AllocationPolicy policy) {
        this(policy, List.of(), AllocationKey::of, OptionalDouble.empty());
    }

    /**
     * Opens the accounts.
     *
     * @param policy how to divide energy
     * @param domains the domains of the host that have an account each; all others share that of CPU time
     * @param keys what the energy of each of these domains is shared by
     * @param cpus how many CPUs the host has, if it is a part of the machine; else empty
     */
    public Ledger(
            AllocationPolicy policy,
            List<Domain> domains,
            Function<Domain, Optional<AllocationKey>> keys,
            OptionalDouble cpus) {
        this.policy = policy;
        this.domains = List.copyOf(domains);
        Share unattributed = new Share();
        times = new Times(cpus, totals, unattributed);
        cpu = new Account(CPU, times, new Baseline(policy, true), pids, ended, unattributed);
        List<Account> all = new ArrayList<>(List.of(cpu));
        for (Domain domain : domains) {
            AllocationKey key = keys.apply(domain).orElseThrow();
            all.add(new Account(all.size(), key, new Baseline(policy, false), pids, ended, new Share()));
        }
        accounts = List.copyOf(all);
    }

    /**
     * The accounts: that of CPU time, then those of the domains that have their own, in the order given.
     *
     * @return the accounts; immutable
     */
    public List<Account> accounts() {
        return accounts;
    }

    /**
     * The account of CPU time.
     *
     * @return the account
     */
    public Account cpu() {
        return cpu;
    }

    /**
     * The account of a domain.
     *
     * @param domain a domain
     * @return its account; empty if it has none of its own
     */
    public Optional<Account> account(Domain domain) {
        int index = domains.indexOf(domain);
        return index < 0 ? Optional.empty() : Optional.of(accounts.get(1 + index));
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
        pids.beginPass(pass);
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
        read(process, cpuNanos, startedSinceLastPass).live(pass);
    }

    @Override
    public void ended(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        // Not of this pass, so that its end finds the line.
        read(process, cpuNanos, startedSinceLastPass).live(pass - 1);
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
        } else if (line.process() != process) {
            describe(line, process);
        }
        line.seen(pass);
        long more = line.read(told);
        cpu.use(line.cpu(), more);
        line.charge(more);
        return line;
    }

    /** A process that a pass overlooked goes on with its line: two lines of one would be counted twice or not at all. */
    private Line begin(ProcessInfo process, long cpuNanos) {
        Line overlooked = endedLines.remove(process.identity());
        if (overlooked == null) {
            return new Line(process, cpuNanos);
        }
        overlooked.resume();
        return overlooked;
    }

    /** One that is in another container or job now, or runs as another user, leaves what it used before where that was. */
    private void describe(Line line, ProcessInfo process) {
        line.describe(process, totals.of(process), totals.of(process.container(), process.job()));
    }

    @Override
    public void endedChildren(ProcessInfo parent, long cpuNanos) {
        Line line = living.find(parent.identity());
        if (line != null) {
            long more = Math.max(0, cpuNanos);
            times.endedChildren(line, more);
            line.charge(more);
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
            if (!line.livesIn(pass)) {
                line.end(pass);
                endedLines.add(line);
            }
        }
        living.removeIf(Line::hasEnded);
    }

    /**
     * The lines as they stand, and the end of those that everybody has seen.
     *
     * @param sequence the number of the snapshot that will hold the lines
     * @param seenByAll the newest snapshot that every open reader has seen
     * @return where the energy went, ended processes among them
     */
    public Balance publish(long sequence, long seenByAll) {
        int surplus = endedLines.size() - MAX_ENDED;
        for (int i = 0; i < endedLines.size(); i++) {
            Line line = endedLines.get(i);
            boolean last = !isAwaited(line);
            if (i < surplus || (last && line.isSeenBy(seenByAll))) {
                forget(line);
            } else if (last) {
                line.finish(sequence);
            }
        }
        endedLines.removeIf(Line::isClosed);
        List<ProcessEnergy> published = new ArrayList<>(living.size() + endedLines.size());
        for (int i = 0; i < living.size(); i++) {
            published.add(living.get(i).publish());
        }
        for (int i = 0; i < endedLines.size(); i++) {
            published.add(endedLines.get(i).publish());
        }
        long idle = 0;
        long unattributed = 0;
        for (Account account : accounts) {
            idle += account.idleMicrojoules();
            unattributed += account.unattributedMicrojoules();
        }
        Balance balance = new Balance(
                policy,
                times.onlineCpus(),
                cpu.shared().capacity(),
                cpu.shared().used(),
                published,
                totals.publishContainers(wholePass, sequence, seenByAll),
                totals.publishJobs(wholePass, sequence, seenByAll),
                totals.publishUnits(wholePass, sequence, seenByAll),
                totals.publishUsers(wholePass, sequence, seenByAll),
                publishDomains(),
                ended.microjoules(),
                idle,
                unattributed,
                times.interruptMicrojoules(),
                cpu.stolenMicrojoules());
        totals.forgetGone();
        return balance;
    }

    /** Whether the line of an ended process is kept because energy may come for it. */
    private boolean isAwaited(Line line) {
        for (int i = 0; i < accounts.size(); i++) {
            if (accounts.get(i).awaits(line)) {
                return true;
            }
        }
        return false;
    }

    private void forget(Line line) {
        ended.credit(line.energyMicrojoules());
        line.close();
        for (Account account : accounts) {
            account.forget(line);
        }
    }

    private List<DeviceTotal> publishDomains() {
        List<DeviceTotal> published = new ArrayList<>(domains.size());
        for (int i = 0; i < domains.size(); i++) {
            Account account = accounts.get(1 + i);
            published.add(new DeviceTotal(
                    domains.get(i),
                    account.energyMicrojoules(),
                    account.idleMicrojoules(),
                    account.unattributedMicrojoules()));
        }
        return published;
    }
}
