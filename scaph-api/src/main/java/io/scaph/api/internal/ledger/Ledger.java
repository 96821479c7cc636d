package io.scaph.api.internal.ledger;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.Balance.DeviceTotal;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Where the host's energy goes. It has an {@link Account} for each key by which energy is shared: one for CPU time, and one
 * for each device that does not work by CPU time. The line of a process is the sum over all accounts. Everything is in whole
 * microjoules that add up exactly.
 *
 * <p>A pass is {@link #beginPass()}, the calls of the visitor, {@link #endPass()}; then each account gets its energy.
 *
 * <p>A pass allocates nothing except the lines of new processes, and what a line needs at its first use of an account. Not
 * safe for use by several threads.
 */
public final class Ledger implements WorkloadSource.Visitor {
    /** The number of the account of CPU time; those of the domains with their own accounts follow. */
    public static final int CPU = 0;

    private final AllocationPolicy policy;
    private final List<Domain> domains;
    private final List<Account> accounts;
    private final Account cpu;
    private final CpuTimeKey cpuTime;
    private final GroupLedger groups;
    private final ProcessLedger processes;
    private final Share ended = new Share();
    private boolean based;

    /**
     * Opens the ledger of a host without devices.
     *
     * @param policy how to divide energy
     */
    public Ledger(AllocationPolicy policy) {
        this(policy, List.of(), AllocationKey::of, OptionalDouble.empty());
    }

    /**
     * Opens the ledger.
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
        groups = new GroupLedger(ended::credit);
        processes = new ProcessLedger(groups, ended);
        Share unattributed = new Share();
        cpuTime = new CpuTimeKey(cpus, groups, unattributed);
        cpu = new Account(CPU, cpuTime, new IdlePower(policy, true), processes, ended, unattributed);
        List<Account> all = new ArrayList<>(List.of(cpu));
        for (Domain domain : domains) {
            AllocationKey key = keys.apply(domain).orElseThrow();
            all.add(new Account(all.size(), key, new IdlePower(policy, false), processes, ended, new Share()));
        }
        accounts = List.copyOf(all);
    }

    /**
     * Returns the accounts.
     *
     * @return that of CPU time, then those of the domains that have their own, in the order given; immutable
     */
    public List<Account> accounts() {
        return accounts;
    }

    /**
     * Returns the account of CPU time.
     *
     * @return the account
     */
    public Account cpu() {
        return cpu;
    }

    /**
     * Returns the account of a domain.
     *
     * @param domain a domain
     * @return its account; empty if it has none of its own
     */
    public Optional<Account> account(Domain domain) {
        int index = domains.indexOf(domain);
        return index < 0 ? Optional.empty() : Optional.of(accounts.get(1 + index));
    }

    /**
     * Changes the number of CPUs of the host, since another sensor measures it.
     *
     * @param cpus how many, if the host is a part of the machine; else empty
     */
    public void allot(OptionalDouble cpus) {
        cpuTime.allot(cpus);
    }

    /** Begins a pass over the processes. */
    public void beginPass() {
        cpuTime.beginPass();
        processes.beginPass();
    }

    @Override
    public void machine(int onlineCpus, long idleNanos, long stolenNanos, long interruptNanos) {
        cpuTime.machine(onlineCpus, idleNanos, stolenNanos, interruptNanos);
    }

    @Override
    public void machine(int onlineCpus) {
        cpuTime.machine(onlineCpus);
    }

    @Override
    public void process(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        read(process, cpuNanos, startedSinceLastPass).markAlive(processes.pass());
    }

    @Override
    public void ended(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        // Not marked as running in this pass, so that the end of the pass finds that it has ended.
        read(process, cpuNanos, startedSinceLastPass).markAlive(processes.pass() - 1);
    }

    private ProcessLine read(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        long reading = Math.max(0, cpuNanos);
        ProcessLine line = processes.findOrCreate(process, startedSinceLastPass && based ? 0 : reading);
        long more = line.read(reading);
        cpu.use(line.cpu(), more);
        line.charge(more);
        return line;
    }

    @Override
    public void endedChildren(ProcessInfo parent, long cpuNanos) {
        ProcessLine line = processes.find(parent);
        if (line != null) {
            long more = Math.max(0, cpuNanos);
            cpuTime.endedChildren(line, more);
            line.charge(more);
        }
    }

    @Override
    public void group(Optional<Container> container, Optional<Job> job, long cpuNanos) {
        ControlGroupTotal group = groups.of(container, job);
        if (group != null) {
            group.markSeen(processes.pass());
            group.read(Math.max(0, cpuNanos));
        }
    }

    /** Ends a pass that read all processes: those that were not in it have ended. A pass that failed ends none. */
    public void endPass() {
        based = true;
        processes.endPass();
    }

    /**
     * Returns all lines, after those of ended processes that every reader has seen were removed.
     *
     * @param sequence the number of the snapshot that will hold the lines
     * @param seenByAll the newest snapshot that every open reader has seen
     * @return where the energy went
     */
    public Balance publish(long sequence, long seenByAll) {
        List<ProcessEnergy> lines = processes.publish(sequence, seenByAll, accounts);
        long idle = 0;
        long unattributed = 0;
        for (Account account : accounts) {
            idle += account.idleMicrojoules();
            unattributed += account.unattributedMicrojoules();
        }
        return new Balance(
                policy,
                cpuTime.onlineCpus(),
                Duration.ofNanos(cpu.shared().capacity()),
                Duration.ofNanos(cpu.shared().used()),
                lines,
                groups.publish(processes.wholePass(), sequence, seenByAll),
                publishDevices(),
                new Energy(ended.microjoules()),
                new Energy(idle),
                new Energy(unattributed),
                new Energy(cpuTime.interruptMicrojoules()),
                new Energy(cpu.stolenMicrojoules()));
    }

    private List<DeviceTotal> publishDevices() {
        return domains.stream().map(this::publishDevice).toList();
    }

    private DeviceTotal publishDevice(Domain device) {
        Account account = account(device).orElseThrow();
        return new DeviceTotal(
                device,
                new Energy(account.shared().microjoules()),
                new Energy(account.idleMicrojoules()),
                new Energy(account.unattributedMicrojoules()));
    }
}
