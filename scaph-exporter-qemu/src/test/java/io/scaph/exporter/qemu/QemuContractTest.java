package io.scaph.exporter.qemu;

import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.conformance.ExporterContract;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The rules of all exporters, for one that writes files. */
class QemuContractTest extends ExporterContract {
    @TempDir
    Path directory;

    private int made;

    @Override
    protected ExporterProvider provider() {
        return new QemuProvider();
    }

    @Override
    protected PluginSetup setup(OutputStream output) {
        // Processes with hostile names are trusted, so that the names are used.
        return PluginSetup.standard()
                .withOptions(options(
                        provider().options(),
                        Map.of("path", directory.resolve("trees" + made++), "step", 1L, "executables", "/usr/bin/*")))
                .withOutput(output);
    }
}
