package io.scaph.api.internal.ledger;

import io.scaph.api.internal.value.DeviceTotal;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.topology.Domain;
import java.util.ArrayList;
import java.util.List;

/**
 * The account of one device, such as a GPU, whose energy is shared by the time that it worked for each process. With the
 * energy E of an interval of length t and that time g of each, its capacity is T = max(t, sum of g), since a device may work
 * for several at once. By {@link AllocationPolicy}:
 *
 * <ul>
 *   <li>{@code capacity}: E g / T each, the rest to idle
 *   <li>{@code active}: E g / sum of g each; all to idle if it worked for nobody
 *   <li>{@code baseline}: P0 t to idle, then (E - P0 t) g / sum of g each. P0 is the lowest average power of this device
 *       that was seen over 5 s in which it worked for nobody; until then as {@code capacity}. One that is given for the host
 *       is of the CPUs
 * </ul>
 *
 * <p>Times of intervals whose energy is not known yet wait for it; E is then of them all, and T the sum of theirs. If in one
 * of them nobody could tell for whom the device worked, E is unattributed.
 *
 * <p>A pass allocates nothing but what a line needs whose process uses a device for the first time.
 */
final class DeviceAccount {
    /** Lines of ended processes are kept for so long for a device's energy that is unknown. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Domain domain;
    private final int number;
    private final int devices;
    private final AllocationPolicy policy;
    private final Baseline baseline;
    private final Apportionment parts = new Apportionment();

    /** Whose time waits for energy, in the order in which they were told. */
    private final List<Line> users = new ArrayList<>();

    private long passNanos;
    private long unpostedWallNanos;
    private long unpostedCapacityNanos;
    /** Time of processes that no line is known of. */
    private long strangerNanos;
    /** Time of processes whose lines are gone. */
    private long endedNanos;

    private boolean unknown;

    private long energyMicrojoules;
    private long endedMicrojoules;
    private long idleMicrojoules;
    private long unattributedMicrojoules;

    DeviceAccount(Domain domain, int number, int devices, AllocationPolicy policy) {
        this.domain = domain;
        this.number = number;
        this.devices = devices;
        this.policy = policy;
        baseline = new Baseline(AllocationPolicy.LEARNED_BASELINE);
    }

    /** The device worked for a process. */
    void busy(Line line, long nanos) {
        if (nanos > 0) {
            if (line.awaitDevice(number, devices, nanos)) {
                users.add(line);
            }
            passNanos = Times.sum(passNanos, nanos);
        }
    }

    /** The device worked for somebody who has no line. */
    void busyForStranger(long nanos) {
        strangerNanos = Times.sum(strangerNanos, nanos);
        passNanos = Times.sum(passNanos, nanos);
    }

    /** Nobody can tell for whom the device worked in this pass. */
    void unknown() {
        unknown = true;
    }

    /** Whether what waits for its energy has done so for long. */
    boolean isOverdue() {
        return unpostedWallNanos >= PATIENCE_NANOS;
    }

    /** The line of an ended process goes though its device time waits: the energy will be that of ended ones. */
    void forget(Line line) {
        long nanos = line.settleDevice(number);
        if (nanos > 0) {
            endedNanos = Times.sum(endedNanos, nanos);
            users.remove(line);
        }
    }

    void postpone(long wallNanos) {
        unpostedWallNanos = Times.sum(unpostedWallNanos, wallNanos);
        unpostedCapacityNanos = Times.sum(unpostedCapacityNanos, Math.max(wallNanos, passNanos));
        passNanos = 0;
    }

    void drop() {
        for (int i = 0; i < users.size(); i++) {
            users.get(i).settleDevice(number);
        }
        users.clear();
        passNanos = 0;
        unpostedWallNanos = 0;
        unpostedCapacityNanos = 0;
        strangerNanos = 0;
        endedNanos = 0;
        unknown = false;
    }

    void post(long moreMicrojoules, long wallNanos) {
        postpone(wallNanos);
        energyMicrojoules += moreMicrojoules;
        long used = Times.sum(strangerNanos, endedNanos);
        for (int i = 0; i < users.size(); i++) {
            used = Times.sum(used, users.get(i).deviceNanos(number));
        }
        if (unknown || unpostedCapacityNanos == 0 || used == Times.FOREVER) {
            unattributedMicrojoules += moreMicrojoules;
        } else {
            allocate(moreMicrojoules, used);
        }
        drop();
    }

    private void allocate(long moreMicrojoules, long used) {
        boolean byCapacity = policy instanceof AllocationPolicy.Capacity;
        long left = moreMicrojoules;
        if (policy instanceof AllocationPolicy.Baseline) {
            // Devices that work all day are common, and when one does not is known.
            long idle = used == 0
                    ? baseline.idleMicrojoules(moreMicrojoules, unpostedWallNanos)
                    : baseline.knownIdleMicrojoules(moreMicrojoules, unpostedWallNanos);
            byCapacity = idle < 0;
            idleMicrojoules += Math.max(0, idle);
            left -= Math.max(0, idle);
        }
        long idleShare = byCapacity ? unpostedCapacityNanos - used : 0;
        if (used + idleShare == 0) {
            idleMicrojoules += left;
            return;
        }
        while (left > 0) {
            long amount = Math.min(left, Apportionment.MAX);
            parts.begin(amount, used + idleShare);
            for (int i = 0; i < users.size(); i++) {
                Line line = users.get(i);
                line.creditDevice(parts.next(line.deviceNanos(number)));
            }
            endedMicrojoules += parts.next(endedNanos);
            unattributedMicrojoules += parts.next(strangerNanos);
            idleMicrojoules += parts.next(idleShare);
            left -= amount;
        }
    }

    /** The energy of ended processes whose lines are gone. */
    long endedMicrojoules() {
        return endedMicrojoules;
    }

    long idleMicrojoules() {
        return idleMicrojoules;
    }

    long unattributedMicrojoules() {
        return unattributedMicrojoules;
    }

    DeviceTotal publish() {
        return new DeviceTotal(domain, energyMicrojoules, idleMicrojoules, unattributedMicrojoules);
    }
}
