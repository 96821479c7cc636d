package io.scaph.api.internal.ledger;

import io.scaph.api.internal.value.DeviceTotal;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.topology.Domain;
import java.util.ArrayList;
import java.util.List;

/**
 * The accounts of the host's devices, one each, by the number of the device. In a pass, after the processes were told: who
 * used the devices, then for each device {@link #post}, {@link #postpone} or {@link #drop}, as for the CPUs and apart from
 * them. Not safe for use by several threads.
 */
public final class DeviceAccounts {
    private final DeviceAccount[] accounts;
    private final Lines living;
    private final Lines ended;
    private final PidIndex pids = new PidIndex();
    private long pass;
    private boolean filled;

    DeviceAccounts(List<Domain> devices, AllocationPolicy policy, Lines living, Lines ended) {
        this.living = living;
        this.ended = ended;
        accounts = new DeviceAccount[devices.size()];
        for (int i = 0; i < accounts.length; i++) {
            accounts[i] = new DeviceAccount(devices.get(i), i, accounts.length, policy);
        }
    }

    void beginPass(long number) {
        pass = number;
        filled = false;
    }

    /**
     * How many there are.
     *
     * @return the number of devices
     */
    public int size() {
        return accounts.length;
    }

    /**
     * A device worked for a process. If no line is known of that process, or it can't be told which process it was since
     * the pid went from one to another in this pass, it is nobody's: never another's.
     *
     * @param device the number of the device
     * @param pid the id of the process
     * @param nanos for how long, in ns, not negative
     */
    public void busy(int device, long pid, long nanos) {
        if (!filled) {
            pids.fill(living, ended, pass);
            filled = true;
        }
        Line line = pids.find(pid);
        if (line == null) {
            accounts[device].busyForStranger(nanos);
        } else {
            accounts[device].busy(line, nanos);
        }
    }

    /**
     * Nobody can tell for whom a device worked since the last pass.
     *
     * @param device the number of the device
     */
    public void unknown(int device) {
        accounts[device].unknown();
    }

    /**
     * Allocates a device's energy.
     *
     * @param device the number of the device
     * @param energyMicrojoules its energy since the last {@code post}, in µJ
     * @param wallNanos the time since the last pass, in ns
     */
    public void post(int device, long energyMicrojoules, long wallNanos) {
        accounts[device].post(energyMicrojoules, wallNanos);
    }

    /**
     * Carries a device's times over: its energy is not known yet.
     *
     * @param device the number of the device
     * @param wallNanos the time since the last pass, in ns
     */
    public void postpone(int device, long wallNanos) {
        accounts[device].postpone(wallNanos);
    }

    /**
     * Drops a device's times: their energy will never be known.
     *
     * @param device the number of the device
     */
    public void drop(int device) {
        accounts[device].drop();
    }

    /** Whether the line of an ended process is still to wait for the energy of a device. */
    boolean awaits(Line line) {
        if (line.awaitsDevices()) {
            for (int i = 0; i < accounts.length; i++) {
                if (line.deviceNanos(i) > 0 && !accounts[i].isOverdue()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The line of an ended process goes. */
    void forget(Line line) {
        if (line.awaitsDevices()) {
            for (DeviceAccount account : accounts) {
                account.forget(line);
            }
        }
    }

    long endedMicrojoules() {
        long sum = 0;
        for (DeviceAccount account : accounts) {
            sum += account.endedMicrojoules();
        }
        return sum;
    }

    long idleMicrojoules() {
        long sum = 0;
        for (DeviceAccount account : accounts) {
            sum += account.idleMicrojoules();
        }
        return sum;
    }

    long unattributedMicrojoules() {
        long sum = 0;
        for (DeviceAccount account : accounts) {
            sum += account.unattributedMicrojoules();
        }
        return sum;
    }

    List<DeviceTotal> publish() {
        if (accounts.length == 0) {
            return List.of();
        }
        List<DeviceTotal> published = new ArrayList<>(accounts.length);
        for (DeviceAccount account : accounts) {
            published.add(account.publish());
        }
        return published;
    }
}
