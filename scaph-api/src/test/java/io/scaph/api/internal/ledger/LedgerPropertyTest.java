package io.scaph.api.internal.ledger;

import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.Property;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
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
        private final Ledger ledger;
        private final boolean tellsTimes;
        private final Map<ProcessInfo, Long> processes = new HashMap<>();
        private final Set<ProcessInfo> unseen = new HashSet<>();
        private final long[] readers;
        private long sequence;
        private long starts;
        private long idle;
        private long total;
        private long stolen;
        private long interrupts;
        private final long[] inContainer = new long[3];
        private final long[] inJob = new long[3];
        private final long[] deviceTotals;
        private final LedgerInvariants invariants = new LedgerInvariants();

        Machine(Random random) {
            this.random = random;
            List<Domain> devices =
                    IntStream.range(0, random.nextInt(4)).mapToObj(Domains::gpu).toList();
            // Sometimes a container, which has only a part of the CPUs.
            OptionalDouble cpus =
                    random.nextInt(4) == 0 ? OptionalDouble.of(0.1 + random.nextDouble() * 8) : OptionalDouble.empty();
            ledger = new Ledger(policy(random), devices, AllocationKey::of, cpus);
            deviceTotals = new long[devices.size()];
            tellsTimes = random.nextBoolean();
            readers = new long[random.nextInt(3)];
            for (int i = random.nextInt(10); i > 0; i--) {
                start();
            }
            read(true);
            ledger.cpu().post(0, 0);
            useDevices();
            for (int i = 0; i < deviceTotals.length; i++) {
                device(i).drop();
            }
            check();
        }

        private Account device(int number) {
            return ledger.accounts().get(1 + number);
        }

        private static AllocationPolicy policy(Random random) {
            return switch (random.nextInt(4)) {
                case 0 -> AllocationPolicy.CAPACITY;
                case 1 -> AllocationPolicy.ACTIVE;
                case 2 -> AllocationPolicy.LEARNED_BASELINE;
                default -> AllocationPolicy.baseline(random.nextInt(1_000));
            };
        }

        private static Container container(int number) {
            return Container.of("container-" + number, "docker", null);
        }

        private static Job job(int number) {
            return Job.of(Integer.toString(number), "slurm");
        }

        private ProcessInfo process(long pid, long start) {
            return ProcessInfo.of(pid, Instant.ofEpochSecond(start), "process")
                    .withContainer(random.nextBoolean() ? container(random.nextInt(3)) : null)
                    .withJob(random.nextBoolean() ? job(random.nextInt(2)) : null)
                    .withUnit("unit-" + random.nextInt(5) + ".service")
                    .withUser(User.of(random.nextInt(3), null));
        }

        private void start() {
            ProcessInfo process = process(random.nextInt(8), starts++);
            processes.keySet().removeIf(other -> other.pid() == process.pid());
            processes.put(process, random.nextInt(5) == 0 ? 1_000 * SECOND : 0);
            unseen.add(process);
        }

        private void run(long dt, int cpus) {
            long left = dt * cpus + (random.nextInt(5) == 0 ? SECOND : 0);
            for (ProcessInfo process : List.copyOf(processes.keySet())) {
                long used = random.nextInt(20) == 0 ? -SECOND : random.nextLong(1 + left);
                processes.merge(process, used, (before, more) -> Math.max(0, before + more));
                left -= Math.max(0, used);
            }
            idle += random.nextLong(1 + Math.max(0, left));
        }

        private void read(boolean toTheEnd) {
            ledger.beginPass();
            if (tellsTimes) {
                stolen += random.nextInt(3) == 0 ? random.nextLong(SECOND) : 0;
                interrupts += random.nextInt(3) == 0 ? random.nextLong(SECOND) : 0;
                ledger.machine(1 + random.nextInt(64), idle, stolen, interrupts);
            } else {
                ledger.machine(1 + random.nextInt(64));
            }
            int reported = toTheEnd ? processes.size() : random.nextInt(1 + processes.size());
            processes.entrySet().stream()
                    .filter(entry -> random.nextInt(30) > 0)
                    .limit(reported)
                    .forEach(entry -> ledger.process(entry.getKey(), entry.getValue(), unseen.remove(entry.getKey())));
            processes.keySet().stream()
                    .filter(process -> random.nextInt(5) == 0)
                    .forEach(process -> ledger.endedChildren(process, random.nextLong(3 * SECOND)));
            if (random.nextInt(4) == 0) {
                ProcessInfo shortLived = process(100 + starts, starts++);
                ledger.ended(shortLived, random.nextLong(SECOND), true);
            }
            List.copyOf(processes.keySet()).stream()
                    .filter(process -> random.nextInt(20) == 0)
                    .forEach(process -> {
                        ledger.ended(process, Objects.requireNonNull(processes.remove(process)) + SECOND, false);
                        unseen.remove(process);
                    });
            for (int i = 0; i < 3; i++) {
                if (random.nextInt(3) > 0) {
                    inContainer[i] += random.nextLong(SECOND) - SECOND / 10;
                    ledger.group(Optional.of(container(i)), Optional.empty(), inContainer[i]);
                }
                if (random.nextInt(3) > 0) {
                    // Of a container in a job, and of two jobs.
                    inJob[i] += random.nextLong(SECOND) - SECOND / 10;
                    ledger.group(
                            i == 0 ? Optional.of(container(i)) : Optional.empty(), Optional.of(job(i / 2)), inJob[i]);
                }
            }
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
            long energy = energy();
            if (random.nextInt(8) == 0) {
                ledger.cpu().postpone(dt);
            } else if (failed) {
                ledger.cpu().postUnread(energy, dt);
                total += energy;
            } else {
                ledger.cpu().post(energy, dt);
                total += energy;
            }
            useDevices();
            postDevices(dt);
            check();
        }

        private long energy() {
            return random.nextInt(10) == 0 ? 0 : random.nextLong(1L << random.nextInt(52));
        }

        /** By pids that are in use, were, or never will be; some at once, some for longer than there is time. */
        private void useDevices() {
            for (int i = 0; i < deviceTotals.length; i++) {
                for (int reported = random.nextInt(6); reported > 0; reported--) {
                    long pid = random.nextInt(4) == 0 ? 100 + random.nextLong(1 + starts) : random.nextInt(10) - 1;
                    long nanos = random.nextInt(50) == 0 ? Long.MAX_VALUE : random.nextLong(2 * SECOND);
                    device(i).use(pid, nanos);
                }
                if (random.nextInt(8) == 0) {
                    device(i).markUnknown();
                }
            }
        }

        private void postDevices(long dt) {
            for (int i = 0; i < deviceTotals.length; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> device(i).drop();
                    case 1, 2 -> device(i).postpone(random.nextInt(10) == 0 ? 10 * SECOND : dt);
                    default -> {
                        long energy = energy();
                        device(i).post(energy, dt);
                        deviceTotals[i] += energy;
                        total += energy;
                    }
                }
            }
        }

        private void check() {
            long seenByAll = Long.MAX_VALUE;
            for (long seen : readers) {
                seenByAll = Math.min(seenByAll, seen);
            }
            Balance balance = ledger.publish(sequence, seenByAll);

            invariants.hold(balance, total, deviceTotals, seenByAll < sequence);

            for (int i = 0; i < readers.length; i++) {
                if (random.nextInt(1 + i * 3) == 0) {
                    readers[i] = sequence;
                }
            }
            sequence++;
        }
    }
}
