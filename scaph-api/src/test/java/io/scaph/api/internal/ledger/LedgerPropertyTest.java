package io.scaph.api.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.Balance.DeviceTotal;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.Property;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
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

        private Balance balance = new Ledger(AllocationPolicy.CAPACITY).publish(0, 0);
        private Map<Object, ProcessEnergy> published = new HashMap<>();

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
            Map<Object, ProcessEnergy> lines = new HashMap<>();
            Balance before = balance;
            balance = ledger.publish(sequence, seenByAll);
            for (ProcessEnergy line : balance.processes()) {
                assertThat(lines.put(line.process().identity(), line)).isNull();
            }

            linesNeverFall(lines);
            linesGoOnlyWhenTheyEndedAndWereSeen(lines, seenByAll);
            sumsNeverFall(before);
            groupsNeverFall(before.groups().containers(), balance.groups().containers(), seenByAll);
            groupsNeverFall(before.groups().jobs(), balance.groups().jobs(), seenByAll);
            groupsNeverFall(before.groups().units(), balance.groups().units(), seenByAll);
            groupsNeverFall(before.groups().users(), balance.groups().users(), seenByAll);
            long sum = lines.values().stream()
                    .mapToLong(one -> one.energy().microjoules())
                    .sum();
            assertThat(sum
                            + balance.ended().microjoules()
                            + balance.idle().microjoules()
                            + balance.unattributed().microjoules())
                    .isEqualTo(total);
            assertThat(balance.interrupts().microjoules() + balance.stolen().microjoules())
                    .isLessThanOrEqualTo(balance.unattributed().microjoules());

            devicesAddUp(lines);
            groupsAddUp(before, sum);

            published = lines;
            for (int i = 0; i < readers.length; i++) {
                if (random.nextInt(1 + i * 3) == 0) {
                    readers[i] = sequence;
                }
            }
            sequence++;
        }

        /** Every process has a unit and a user. What ended unseen in containers, or used devices unseen, has neither. */
        private void groupsAddUp(Balance before, long sumOfLines) {
            long ofUsers = balance.groups().users().energy().microjoules();
            assertThat(balance.groups().units().energy().microjoules()).isEqualTo(ofUsers);
            assertThat(ofUsers)
                    .isBetween(
                            before.groups().users().energy().microjoules(),
                            sumOfLines + balance.ended().microjoules());
            assertThat(balance.groups().containers().energy().microjoules())
                    .isLessThanOrEqualTo(sumOfLines + balance.ended().microjoules());
            assertThat(balance.groups().jobs().energy().microjoules())
                    .isLessThanOrEqualTo(sumOfLines + balance.ended().microjoules());
        }

        private void devicesAddUp(Map<Object, ProcessEnergy> lines) {
            long inLines = 0;
            for (ProcessEnergy line : lines.values()) {
                assertThat(line.devices().microjoules() + line.endedChildren().microjoules())
                        .isLessThanOrEqualTo(line.energy().microjoules());
                inLines += line.devices().microjoules();
            }
            long used = 0;
            for (int i = 0; i < deviceTotals.length; i++) {
                DeviceTotal device = balance.devices().get(i);
                assertThat(device.energy().microjoules()).isEqualTo(deviceTotals[i]);
                used += device.energy().microjoules()
                        - device.idle().microjoules()
                        - device.unattributed().microjoules();
            }
            assertThat(inLines).isLessThanOrEqualTo(used);
            assertThat(used - inLines).isLessThanOrEqualTo(balance.ended().microjoules());
            assertThat(cpuIdleMicrojoules()).isNotNegative();
        }

        /** The part of the idle energy that belongs to the CPUs. */
        private long cpuIdleMicrojoules() {
            long idle = balance.idle().microjoules();
            for (DeviceTotal device : balance.devices()) {
                idle -= device.idle().microjoules();
            }
            return idle;
        }

        private void linesNeverFall(Map<Object, ProcessEnergy> lines) {
            lines.forEach((identity, line) -> {
                ProcessEnergy before = published.get(identity);
                if (before != null) {
                    assertThat(line.energy().microjoules())
                            .isGreaterThanOrEqualTo(before.energy().microjoules());
                    assertThat(line.devices().microjoules())
                            .isGreaterThanOrEqualTo(before.devices().microjoules());
                }
            });
        }

        private void linesGoOnlyWhenTheyEndedAndWereSeen(Map<Object, ProcessEnergy> lines, long seenByAll) {
            published.forEach((identity, before) -> {
                if (!lines.containsKey(identity) && before.energy().microjoules() > 0 && seenByAll < sequence) {
                    assertThat(before.isEnded()).isTrue();
                }
            });
        }

        private void sumsNeverFall(Balance before) {
            assertThat(balance.ended().microjoules())
                    .isGreaterThanOrEqualTo(before.ended().microjoules());
            assertThat(balance.idle().microjoules())
                    .isGreaterThanOrEqualTo(before.idle().microjoules());
            assertThat(balance.unattributed().microjoules())
                    .isGreaterThanOrEqualTo(before.unattributed().microjoules());
            assertThat(balance.interrupts().microjoules())
                    .isGreaterThanOrEqualTo(before.interrupts().microjoules());
            assertThat(balance.stolen().microjoules())
                    .isGreaterThanOrEqualTo(before.stolen().microjoules());
            for (int i = 0; i < before.devices().size(); i++) {
                DeviceTotal earlier = before.devices().get(i);
                DeviceTotal later = balance.devices().get(i);
                assertThat(later.idle().microjoules())
                        .isGreaterThanOrEqualTo(earlier.idle().microjoules());
                assertThat(later.unattributed().microjoules())
                        .isGreaterThanOrEqualTo(earlier.unattributed().microjoules());
            }
        }

        private <G extends Group> void groupsNeverFall(Groups<G> before, Groups<G> after, long seenByAll) {
            assertThat(after.energy().microjoules())
                    .isGreaterThanOrEqualTo(before.energy().microjoules());
            assertThat(after.ended().microjoules())
                    .isGreaterThanOrEqualTo(before.ended().microjoules());
            Map<Object, GroupEnergy<G>> lines = new HashMap<>();
            after.lines().forEach(line -> lines.put(line.group().identity(), line));
            for (GroupEnergy<G> line : before.lines()) {
                GroupEnergy<G> now = lines.get(line.group().identity());
                if (!line.isEnded() && line.energy().microjoules() > 0 && seenByAll < sequence) {
                    assertThat(now).isNotNull();
                }
                if (now != null && !line.isEnded()) {
                    assertThat(now.energy().microjoules())
                            .isGreaterThanOrEqualTo(line.energy().microjoules());
                }
            }
        }
    }
}
