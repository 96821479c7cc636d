package io.scaph.linux.procfs;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.WorkloadSetup;
import io.scaph.api.spi.WorkloadSource;
import java.util.Set;

/** Says how processes can be read here, and reads them. */
final class ProbeText {
    private ProbeText() {}

    /**
     * Runs it in a JVM of its own.
     *
     * @param arguments none
     * @throws Exception if they can't be read
     */
    public static void main(String[] arguments) throws Exception {
        WorkloadSetup setup = new WorkloadSetup(HostRoots.STANDARD, Set.of());
        ProcfsProvider provider = new ProcfsProvider();
        // The second time it must not say anything else.
        provider.probe(setup);
        if (provider.probe(setup) instanceof Availability.Available available) {
            ToldTimes told = new ToldTimes();
            try (WorkloadSource source = provider.open(setup)) {
                told.pass(source);
                told.pass(source);
            }
            System.out.println(available.detail() + (told.count() > 2 ? ": many" : ": " + told.count()));
        }
    }
}
