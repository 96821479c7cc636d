package io.scaph.api.internal.ledger;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.Balance.DeviceTotal;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.testing.Domains;
import io.scaph.api.workload.ProcessInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A ledger of a machine with 4 CPUs and 2 GPUs, and the passes of a test. The CPUs use nothing unless a test sets it. */
abstract class LedgerOfTwoGpus {
    static final long SECOND = 1_000_000_000;
    static final long JOULE = 1_000_000;
    static final int GPU = 0;
    static final int OTHER = 1;

    final ProcessInfo one = process(1);
    final ProcessInfo two = process(2);
    private Ledger ledger = opened(AllocationPolicy.CAPACITY);
    private Balance balance = ledger.publish(0, 0);
    private long sequence;
    private long seenByAll;

    private static Ledger opened(AllocationPolicy policy) {
        Ledger opened =
                new Ledger(policy, List.of(Domains.gpu(0), Domains.gpu(1)), AllocationKey::of, OptionalDouble.empty());
        opened.beginPass();
        opened.machine(4);
        opened.endPass();
        opened.cpu().post(0, 0);
        return opened;
    }

    /** Begins with a new ledger. */
    final void open(AllocationPolicy policy) {
        ledger = opened(policy);
    }

    final Ledger ledger() {
        return ledger;
    }

    final Account device(int number) {
        return ledger.accounts().get(1 + number);
    }

    /** A pass over the processes that live. */
    final void pass(ProcessInfo... living) {
        ledger.beginPass();
        ledger.machine(4);
        for (ProcessInfo process : living) {
            ledger.process(process, 0, false);
        }
        ledger.endPass();
        ledger.cpu().post(0, SECOND);
    }

    final void busy(long pid, double seconds) {
        device(GPU).use(pid, Math.round(seconds * SECOND));
    }

    final void post(long joules) {
        device(GPU).post(joules * JOULE, SECOND);
        publish();
    }

    final void postpone() {
        device(GPU).postpone(SECOND);
        publish();
    }

    final void publish() {
        balance = ledger.publish(++sequence, seenByAll);
    }

    /** The next snapshots are published when all readers have seen this one. */
    final void readersHaveSeen(long seen) {
        seenByAll = seen;
    }

    final Balance balance() {
        return balance;
    }

    final Optional<ProcessEnergy> line(ProcessInfo process) {
        return balance.processes().stream()
                .filter(line -> line.process().identity().equals(process.identity()))
                .findFirst();
    }

    final long joules(ProcessInfo process) {
        ProcessEnergy line = line(process).orElseThrow();
        assertThat(line.devices().microjoules()).isEqualTo(line.energy().microjoules());
        return line.energy().microjoules() / JOULE;
    }

    final long idleJoules() {
        return balance.idle().microjoules() / JOULE;
    }

    /** The part of the idle energy that belongs to the CPUs. */
    final long cpuIdleMicrojoules() {
        long idle = balance.idle().microjoules();
        for (DeviceTotal device : balance.devices()) {
            idle -= device.idle().microjoules();
        }
        return idle;
    }

    final long unattributedJoules() {
        return balance.unattributed().microjoules() / JOULE;
    }
}
