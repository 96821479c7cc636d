package io.scaph.linux;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.linux.process.ProcfsProvider;

/** Prints how processes can be read here, and reads them. */
final class ProbeText {
    private ProbeText() {}

    /**
     * Runs in a separate JVM.
     *
     * @param arguments none
     * @throws Exception if they can't be read
     */
    public static void main(String[] arguments) throws Exception {
        PluginSetup setup = PluginSetup.standard();
        ProcfsProvider provider = new ProcfsProvider();
        // The second probe must have the same result.
        provider.probe(setup);
        Availability available = provider.probe(setup);
        if (available.isAvailable()) {
            SilentVisitor seen = new SilentVisitor();
            try (WorkloadSource source = provider.open(setup)) {
                source.read(seen);
                source.read(seen);
            }
            System.out.println(available.reason() + (seen.workloads > 2 ? ": many" : ": " + seen.workloads));
        }
    }
}
