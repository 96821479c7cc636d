package com.example.wattmeter;

import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorProvider;
import io.scaph.testkit.conformance.SensorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The rules of all sensors. */
class WattmeterContractTest extends SensorContract {
    @TempDir
    Path directory;

    @Override
    protected SensorProvider provider() {
        return new WattmeterProvider();
    }

    @Override
    protected PluginSetup workingSetup() throws IOException {
        Path file = Files.writeString(directory.resolve("watts"), "80\n");
        return PluginSetup.standard().withOptions(Options.NONE.with(WattmeterProvider.FILE, file));
    }

    /** Every reading opens the file. The rule matters for sensors that read a hundred counters. */
    @Override
    protected boolean readsWithoutGarbage() {
        return false;
    }
}
