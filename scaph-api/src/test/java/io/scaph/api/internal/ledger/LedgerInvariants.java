package io.scaph.api.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.Balance.DeviceTotal;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.Group;
import java.util.HashMap;
import java.util.Map;

/** The rules for each balance that a ledger publishes, alone and compared with the one before. */
final class LedgerInvariants {
    private Balance last = new Ledger(AllocationPolicy.CAPACITY).publish(0, 0);
    private Map<Object, ProcessEnergy> lastLines = new HashMap<>();

    /**
     * Checks the next balance.
     *
     * @param total the energy that was posted to all accounts, in microjoules
     * @param deviceTotals the part of it that was posted to each device
     * @param unseen whether some reader has not seen the snapshots before this one
     */
    void hold(Balance balance, long total, long[] deviceTotals, boolean unseen) {
        Map<Object, ProcessEnergy> lines = new HashMap<>();
        for (ProcessEnergy line : balance.processes()) {
            assertThat(lines.put(line.process().identity(), line)).isNull();
        }

        linesNeverFall(lines);
        linesGoOnlyWhenTheyEndedAndWereSeen(lines, unseen);
        sumsNeverFall(balance);
        groupsNeverFall(last.groups().containers(), balance.groups().containers(), unseen);
        groupsNeverFall(last.groups().jobs(), balance.groups().jobs(), unseen);
        groupsNeverFall(last.groups().units(), balance.groups().units(), unseen);
        groupsNeverFall(last.groups().users(), balance.groups().users(), unseen);
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

        devicesAddUp(balance, lines, deviceTotals);
        groupsAddUp(balance, sum);

        last = balance;
        lastLines = lines;
    }

    /** Every process has a unit and a user. What ended unseen in containers, or used devices unseen, has neither. */
    private void groupsAddUp(Balance balance, long sumOfLines) {
        long ofUsers = balance.groups().users().energy().microjoules();
        assertThat(balance.groups().units().energy().microjoules()).isEqualTo(ofUsers);
        assertThat(ofUsers)
                .isBetween(
                        last.groups().users().energy().microjoules(),
                        sumOfLines + balance.ended().microjoules());
        assertThat(balance.groups().containers().energy().microjoules())
                .isLessThanOrEqualTo(sumOfLines + balance.ended().microjoules());
        assertThat(balance.groups().jobs().energy().microjoules())
                .isLessThanOrEqualTo(sumOfLines + balance.ended().microjoules());
    }

    private void devicesAddUp(Balance balance, Map<Object, ProcessEnergy> lines, long[] deviceTotals) {
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
        assertThat(cpuIdleMicrojoules(balance)).isNotNegative();
    }

    /** The part of the idle energy that belongs to the CPUs. */
    private static long cpuIdleMicrojoules(Balance balance) {
        long idle = balance.idle().microjoules();
        for (DeviceTotal device : balance.devices()) {
            idle -= device.idle().microjoules();
        }
        return idle;
    }

    private void linesNeverFall(Map<Object, ProcessEnergy> lines) {
        lines.forEach((identity, line) -> {
            ProcessEnergy before = lastLines.get(identity);
            if (before != null) {
                assertThat(line.energy().microjoules())
                        .isGreaterThanOrEqualTo(before.energy().microjoules());
                assertThat(line.devices().microjoules())
                        .isGreaterThanOrEqualTo(before.devices().microjoules());
            }
        });
    }

    private void linesGoOnlyWhenTheyEndedAndWereSeen(Map<Object, ProcessEnergy> lines, boolean unseen) {
        lastLines.forEach((identity, before) -> {
            if (!lines.containsKey(identity) && before.energy().microjoules() > 0 && unseen) {
                assertThat(before.isEnded()).isTrue();
            }
        });
    }

    private void sumsNeverFall(Balance balance) {
        assertThat(balance.ended().microjoules())
                .isGreaterThanOrEqualTo(last.ended().microjoules());
        assertThat(balance.idle().microjoules())
                .isGreaterThanOrEqualTo(last.idle().microjoules());
        assertThat(balance.unattributed().microjoules())
                .isGreaterThanOrEqualTo(last.unattributed().microjoules());
        assertThat(balance.interrupts().microjoules())
                .isGreaterThanOrEqualTo(last.interrupts().microjoules());
        assertThat(balance.stolen().microjoules())
                .isGreaterThanOrEqualTo(last.stolen().microjoules());
        for (int i = 0; i < last.devices().size(); i++) {
            DeviceTotal earlier = last.devices().get(i);
            DeviceTotal later = balance.devices().get(i);
            assertThat(later.idle().microjoules())
                    .isGreaterThanOrEqualTo(earlier.idle().microjoules());
            assertThat(later.unattributed().microjoules())
                    .isGreaterThanOrEqualTo(earlier.unattributed().microjoules());
        }
    }

    private static <G extends Group> void groupsNeverFall(Groups<G> before, Groups<G> after, boolean unseen) {
        assertThat(after.energy().microjoules())
                .isGreaterThanOrEqualTo(before.energy().microjoules());
        assertThat(after.ended().microjoules())
                .isGreaterThanOrEqualTo(before.ended().microjoules());
        Map<Object, GroupEnergy<G>> lines = new HashMap<>();
        after.lines().forEach(line -> lines.put(line.group().identity(), line));
        for (GroupEnergy<G> line : before.lines()) {
            GroupEnergy<G> now = lines.get(line.group().identity());
            if (!line.isEnded() && line.energy().microjoules() > 0 && unseen) {
                assertThat(now).isNotNull();
            }
            if (now != null && !line.isEnded()) {
                assertThat(now.energy().microjoules())
                        .isGreaterThanOrEqualTo(line.energy().microjoules());
            }
        }
    }
}
