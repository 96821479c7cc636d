package io.scaph.exporter.top;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.conformance.ExporterContract;
import java.io.OutputStream;

/** The rules of all exporters, for one that draws on a terminal. */
class TopContractTest extends ExporterContract {
    private OutputStream terminal = OutputStream.nullOutputStream();

    @Override
    protected ExporterProvider provider() {
        return new TopProvider(() -> new VirtualTerminal(terminal, ""));
    }

    @Override
    protected PluginSetup setup(OutputStream output) {
        terminal = output;
        return PluginSetup.standard().withOutput(output);
    }

    /** It moves the cursor. TopPageTest checks foreign names. */
    @Override
    protected boolean printsText() {
        return false;
    }
}
