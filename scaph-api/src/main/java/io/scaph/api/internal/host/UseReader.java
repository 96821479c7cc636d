package io.scaph.api.internal.host;

import io.scaph.api.internal.ledger.Account;
import io.scaph.api.internal.ledger.Ledger;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the sensors which processes used the domains with their own accounts. If a sensor fails, the users of its domains
 * are unknown in this tick. Allocates nothing unless an error occurs. Not safe for use by several threads.
 */
final class UseReader {
    private static final Logger LOGGER = LoggerFactory.getLogger(UseReader.class);

    private final List<UseSource> sources = new ArrayList<>();
    private boolean processesRead;

    /**
     * Finds the sensors to ask.
     *
     * @param open the open sensors
     * @param ledger the accounts
     */
    UseReader(List<OpenSensor> open, Ledger ledger) {
        for (OpenSensor one : open) {
            List<Optional<Account>> accounts =
                    one.topology().domains().stream().map(ledger::account).toList();
            if (accounts.stream().anyMatch(Optional::isPresent)) {
                sources.add(new UseSource(one, accounts));
            }
        }
    }

    /**
     * Reads the use since the last call, and adds it to the accounts.
     *
     * @param processesRead whether the processes could be read in this pass; if not, the use is unknown
     */
    void read(boolean processesRead) {
        this.processesRead = processesRead;
        for (int i = 0; i < sources.size(); i++) {
            sources.get(i).read();
        }
    }

    /** One sensor. */
    private final class UseSource implements DeviceUse {
        /** By domain; empty for one that is not of the host's root, or is shared by CPU time. */
        private final List<Optional<Account>> accounts;

        private final PluginGuard guard;
        /** Made once: a lambda made for each pass would be garbage. */
        private final PluginGuard.Call reading;

        UseSource(OpenSensor open, List<Optional<Account>> accounts) {
            this.accounts = accounts;
            Sensor sensor = open.sensor();
            guard = new PluginGuard(
                    LOGGER, "reading the device use of sensor " + open.info().name());
            reading = () -> sensor.readUse(this);
        }

        void read() {
            if (guard.run(reading) != null || !processesRead) {
                for (int i = 0; i < accounts.size(); i++) {
                    unknown(i);
                }
            }
        }

        @Override
        public void busy(int domain, long pid, long nanos) {
            if (nanos < 0) {
                throw new IllegalArgumentException("a device can't have worked for " + nanos + " ns");
            }
            Optional<Account> account = accounts.get(domain);
            if (processesRead && account.isPresent()) {
                account.get().use(pid, nanos);
            }
        }

        @Override
        public void unknown(int domain) {
            accounts.get(domain).ifPresent(Account::markUnknown);
        }
    }
}
