package io.scaph.api.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.ProcessInfo;
import java.util.function.Consumer;

/** A ledger of 4 CPUs, and the passes of a test. After each pass, the parts must add up to all that was posted. */
abstract class LedgerThatAddsUp {
    static final long SECOND = 1_000_000_000;
    static final long JOULE = 1_000_000;

    private Ledger ledger = opened(AllocationPolicy.CAPACITY);
    private Balance balance = ledger.publish(0, 0);
    private long seenByAll;
    private long sequence;
    private long total;

    private static Ledger opened(AllocationPolicy policy) {
        Ledger opened = new Ledger(policy);
        opened.beginPass();
        opened.machine(4, 0, 0, 0);
        opened.endPass();
        opened.cpu().post(0, 0);
        return opened;
    }

    /** Begins with a new ledger. */
    final void open(AllocationPolicy policy) {
        ledger = opened(policy);
    }

    final void pass(long joules, Consumer<WorkloadSource.Visitor> readings) {
        ledger.beginPass();
        readings.accept(ledger);
        ledger.endPass();
        ledger.cpu().post(joules * JOULE, SECOND);
        balance = ledger.publish(++sequence, seenByAll);
        long sum = balance.processes().stream()
                .mapToLong(one -> one.energy().microjoules())
                .sum();
        total += joules * JOULE;
        assertThat(sum
                        + balance.ended().microjoules()
                        + balance.idle().microjoules()
                        + balance.unattributed().microjoules())
                .isEqualTo(total);
    }

    final Ledger ledger() {
        return ledger;
    }

    /** The next snapshots are published when all readers have seen this one. */
    final void readersHaveSeen(long seen) {
        seenByAll = seen;
    }

    final Balance balance() {
        return balance;
    }

    final ProcessEnergy line(ProcessInfo process) {
        return balance.processes().stream()
                .filter(line -> line.process().identity().equals(process.identity()))
                .findFirst()
                .orElseThrow();
    }
}
