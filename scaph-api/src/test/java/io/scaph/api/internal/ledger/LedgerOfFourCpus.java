package io.scaph.api.internal.ledger;

import static io.scaph.api.testing.FakeWorkloads.process;

import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.ProcessInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A ledger of a machine of 4 CPUs on which process 1 has used 100 s before, and the passes of a test. */
abstract class LedgerOfFourCpus {
    static final long SECOND = 1_000_000_000;
    static final long JOULE = 1_000_000;
    static final long NO_READER = Long.MAX_VALUE;

    final Ledger ledger = new Ledger(AllocationPolicy.CAPACITY);
    final ProcessInfo one = process(1);
    final ProcessInfo two = process(2);
    private long sequence;
    private long seenByAll = NO_READER;
    private Balance balance = ledger.publish(0, NO_READER);

    @BeforeEach
    void baseline() {
        pass(0, 0, () -> {
            ledger.machine(4, 1_000 * SECOND, 0, 0);
            ledger.process(one, 100 * SECOND, false);
        });
    }

    final void pass(long energy, long nanos, Runnable readings) {
        ledger.beginPass();
        readings.run();
        ledger.endPass();
        ledger.cpu().post(energy, nanos);
        publish();
    }

    final void passWithoutEnergy(long nanos, Runnable readings) {
        ledger.beginPass();
        readings.run();
        ledger.endPass();
        ledger.cpu().postpone(nanos);
        publish();
    }

    final void failedPass(long energy, long nanos, Runnable readings) {
        ledger.beginPass();
        readings.run();
        ledger.cpu().postUnread(energy, nanos);
        publish();
    }

    private void publish() {
        balance = ledger.publish(sequence++, seenByAll);
    }

    /** The next snapshots are published when all readers have seen this one. */
    final void readersHaveSeen(long seen) {
        seenByAll = seen;
    }

    final long lastSequence() {
        return sequence - 1;
    }

    final Balance balance() {
        return balance;
    }

    final List<ProcessEnergy> lines() {
        return balance.processes();
    }

    final long energy(ProcessInfo process) {
        return line(process).map(one -> one.energy().microjoules()).orElseThrow();
    }

    final Optional<ProcessEnergy> line(ProcessInfo process) {
        return lines().stream()
                .filter(line -> line.process().identity().equals(process.identity()))
                .reduce((first, second) -> {
                    throw new AssertionError("two lines of one process: " + first + ", " + second);
                });
    }
}
