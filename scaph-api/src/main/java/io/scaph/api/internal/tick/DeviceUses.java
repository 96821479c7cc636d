package io.scaph.api.internal.tick;

import io.scaph.api.internal.ledger.DeviceAccounts;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the sensors for whom the devices of the host worked, and tells their accounts. A sensor that fails to answer costs its
 * own devices their users for this tick: nobody can tell. Allocates nothing while all goes well. Not safe for use by several
 * threads.
 */
final class DeviceUses {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeviceUses.class);

    /** Of a domain that has no account: one that is not of the host's root, or is shared by CPU time. */
    private static final int NONE = -1;

    private final List<Teller> tellers = new ArrayList<>();
    private final DeviceAccounts accounts;
    private boolean heard;

    /**
     * Finds out whom to ask.
     *
     * @param open the open sensors
     * @param devices the domains that have accounts, in the order of those
     * @param accounts the accounts
     */
    DeviceUses(List<OpenSensor> open, List<Domain> devices, DeviceAccounts accounts) {
        this.accounts = accounts;
        if (devices.isEmpty()) {
            return;
        }
        for (OpenSensor one : open) {
            List<Domain> domains = one.sensor().topology().domains();
            int[] numbers = domains.stream().mapToInt(devices::indexOf).toArray();
            if (domains.stream().anyMatch(devices::contains)) {
                tellers.add(new Teller(one, numbers));
            }
        }
    }

    /**
     * Asks.
     *
     * @param heard whether the processes are known of whom is told; else the answer, which is of this interval alone, comes
     *     to nothing
     */
    void read(boolean heard) {
        this.heard = heard;
        for (int i = 0; i < tellers.size(); i++) {
            tellers.get(i).ask();
        }
    }

    /** One sensor. */
    private final class Teller implements DeviceUse {
        private final int[] numbers;
        private final Failures failures;
        /** Made once: a lambda made for each reading would be garbage. */
        private final Failures.Call asking;

        Teller(OpenSensor open, int[] numbers) {
            this.numbers = numbers;
            Sensor sensor = open.sensor();
            failures = new Failures(LOGGER, "asking sensor " + open.info().name() + " who used its devices");
            asking = () -> sensor.readUse(this);
        }

        void ask() {
            if (failures.guard(asking) != null || !heard) {
                for (int number : numbers) {
                    if (number != NONE) {
                        accounts.unknown(number);
                    }
                }
            }
        }

        @Override
        public void busy(int domain, long pid, long nanos) {
            if (nanos < 0) {
                throw new IllegalArgumentException("a device can't have worked for " + nanos + " ns");
            }
            int number = numbers[domain];
            if (number != NONE && heard) {
                accounts.busy(number, pid, nanos);
            }
        }

        @Override
        public void unknown(int domain) {
            int number = numbers[domain];
            if (number != NONE) {
                accounts.unknown(number);
            }
        }
    }
}
