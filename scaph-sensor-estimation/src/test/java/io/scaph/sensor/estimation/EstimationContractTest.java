package io.scaph.sensor.estimation;

import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorProvider;
import io.scaph.testkit.conformance.SensorContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;

/** The rules of all sensors, for the one that estimates. */
class EstimationContractTest extends SensorContract {
    private final FakeMachine machine = FakeMachine.server("Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz", 6, 85, 2, 4);

    @AfterEach
    void closeMachine() throws IOException {
        machine.close();
    }

    @Override
    protected SensorProvider provider() {
        return new EstimationProvider();
    }

    @Override
    protected PluginSetup workingSetup() {
        return machine.setup();
    }

    /** It reads {@code /proc/stat} again each time, here from a file system that makes garbage itself. */
    @Override
    protected boolean readsWithoutGarbage() {
        return false;
    }

    @Override
    protected void timePasses() {
        machine.run(0.1, 5);
    }
}
