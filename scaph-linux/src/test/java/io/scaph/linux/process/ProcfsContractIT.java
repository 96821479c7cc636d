package io.scaph.linux.process;

import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.testkit.conformance.WorkloadSourceContract;
import java.util.Set;

/** The rules of all workload sources, on the processes of this machine. */
class ProcfsContractIT extends WorkloadSourceContract {
    @Override
    protected WorkloadSourceProvider provider() {
        return new ProcfsProvider();
    }

    @Override
    protected PluginSetup workingSetup() {
        return PluginSetup.standard().withDetails(Set.of(WorkloadDetail.values()));
    }
}
