package io.scaph.api.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.ProcessWorkload;
import io.scaph.api.snapshot.WorkloadEnergy;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.Property;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerPropertyTest {
    @Test
    void everyJouleIsSomewhereAndNothingFalls() {
        Property.holds(random -> {
            Machine machine = new Machine(random);

            int ticks = 1 + random.nextInt(50);
            for (int i = 0; i < ticks; i++) {
                machine.tick();
            }
        });
    }

    /** Processes that come, go, reuse pids and are overlooked, on CPUs that come and go, and readers of different pace. */
    private static final class Machine {
        private static final long SECOND = 1_000_000_000;

        private final Random random;
        private final Ledger ledger = new Ledger();
        private final boolean tellsIdle;
        private final Map<ProcessWorkload, Long> processes = new HashMap<>();
        private final Set<ProcessWorkload> unseen = new HashSet<>();
        private final long[] readers;
        private long sequence;
        private long starts;
        private long idle;
        private long total;

        private Map<Object, WorkloadEnergy> published = new HashMap<>();
        private long ended;
        private long idleEnergy;
        private long unattributed;

        Machine(Random random) {
            this.random = random;
            tellsIdle = random.nextBoolean();
            readers = new long[random.nextInt(3)];
            for (int i = random.nextInt(10); i > 0; i--) {
                start();
            }
            read(true);
            ledger.post(0, 0);
            check();
        }

        private void start() {
            ProcessWorkload process = FakeWorkloads.process(random.nextInt(8), starts++, "process");
            processes
                    .keySet()
                    .removeIf(other ->
                            other.identity().pid() == process.identity().pid());
            processes.put(process, random.nextInt(5) == 0 ? 1_000 * SECOND : 0);
            unseen.add(process);
        }

        private void run(long dt, int cpus) {
            long left = dt * cpus + (random.nextInt(5) == 0 ? SECOND : 0);
            for (ProcessWorkload process : List.copyOf(processes.keySet())) {
                long used = random.nextInt(20) == 0 ? -SECOND : random.nextLong(1 + left);
                processes.merge(process, used, (before, more) -> Math.max(0, before + more));
                left -= Math.max(0, used);
            }
            idle += random.nextLong(1 + Math.max(0, left));
        }

        private void read(boolean toTheEnd) {
            ledger.beginPass();
            if (tellsIdle) {
                ledger.machine(1 + random.nextInt(64), idle);
            } else {
                ledger.machine(1 + random.nextInt(64));
            }
            int told = toTheEnd ? processes.size() : random.nextInt(1 + processes.size());
            processes.entrySet().stream()
                    .filter(entry -> random.nextInt(30) > 0)
                    .limit(told)
                    .forEach(entry -> ledger.workload(entry.getKey(), entry.getValue(), unseen.remove(entry.getKey())));
            if (toTheEnd) {
                ledger.endPass();
            }
        }

        void tick() {
            for (int i = random.nextInt(3); i > 0; i--) {
                start();
            }
            processes.keySet().removeIf(process -> random.nextInt(5) == 0);
            long dt = random.nextInt(10) == 0 ? 0 : random.nextLong(2 * SECOND);
            run(dt, 1 + random.nextInt(64));
            boolean failed = random.nextInt(8) == 0;
            read(!failed);
            long energy = random.nextInt(10) == 0 ? 0 : random.nextLong(1L << random.nextInt(52));
            if (random.nextInt(8) == 0) {
                ledger.postpone(dt);
            } else if (failed) {
                ledger.postUnread(energy, dt);
                total += energy;
            } else {
                ledger.post(energy, dt);
                total += energy;
            }
            check();
        }

        private void check() {
            long seenByAll = Long.MAX_VALUE;
            for (long seen : readers) {
                seenByAll = Math.min(seenByAll, seen);
            }
            Map<Object, WorkloadEnergy> lines = new HashMap<>();
            for (WorkloadEnergy line : ledger.publish(sequence, seenByAll)) {
                assertThat(lines.put(line.workload().identity(), line)).isNull();
            }

            linesNeverFall(lines);
            linesGoOnlyWhenTheyEndedAndWereSeen(lines, seenByAll);
            sumsNeverFall();
            long sum = lines.values().stream()
                    .mapToLong(WorkloadEnergy::energyMicrojoules)
                    .sum();
            assertThat(sum + ended + idleEnergy + unattributed).isEqualTo(total);

            published = lines;
            for (int i = 0; i < readers.length; i++) {
                if (random.nextInt(1 + i * 3) == 0) {
                    readers[i] = sequence;
                }
            }
            sequence++;
        }

        private void linesNeverFall(Map<Object, WorkloadEnergy> lines) {
            lines.forEach((identity, line) -> {
                WorkloadEnergy before = published.get(identity);
                if (before != null) {
                    assertThat(line.energyMicrojoules()).isGreaterThanOrEqualTo(before.energyMicrojoules());
                }
            });
        }

        private void linesGoOnlyWhenTheyEndedAndWereSeen(Map<Object, WorkloadEnergy> lines, long seenByAll) {
            published.forEach((identity, before) -> {
                if (!lines.containsKey(identity) && before.energyMicrojoules() > 0 && seenByAll < sequence) {
                    assertThat(before.ended()).isTrue();
                }
            });
        }

        private void sumsNeverFall() {
            assertThat(ledger.endedMicrojoules()).isGreaterThanOrEqualTo(ended);
            assertThat(ledger.idleMicrojoules()).isGreaterThanOrEqualTo(idleEnergy);
            assertThat(ledger.unattributedMicrojoules()).isGreaterThanOrEqualTo(unattributed);
            ended = ledger.endedMicrojoules();
            idleEnergy = ledger.idleMicrojoules();
            unattributed = ledger.unattributedMicrojoules();
        }
    }
}
