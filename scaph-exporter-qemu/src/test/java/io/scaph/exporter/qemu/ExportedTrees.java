package io.scaph.exporter.qemu;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.linux.counterfile.CounterFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The trees that the exporter writes for the machines of a hypervisor. */
abstract class ExportedTrees {
    static final Hypervisor.Happening NOTHING = () -> {};

    @TempDir
    Path directory;

    Path base;
    final Hypervisor host = Hypervisor.withMemory();

    @BeforeEach
    void nameBase() {
        base = directory.resolve("scaphandre");
    }

    Exporter exporter() {
        QemuProvider provider = new QemuProvider();
        return provider.create(setup(Options.NONE.with(option(provider, "path", Path.class), base)));
    }

    static PluginSetup setup(Options options) {
        return PluginSetup.standard().withOptions(options).withOutput(new ByteArrayOutputStream());
    }

    @SuppressWarnings("unchecked") // checked by its type
    static <T> Option<T> option(QemuProvider provider, String name, Class<T> type) {
        return (Option<T>) provider.options().stream()
                .filter(option -> option.name().equals(name) && option.type() == type)
                .findFirst()
                .orElseThrow();
    }

    long energy(String machine) throws IOException {
        return number(machine + "/intel-rapl:0/energy_uj") + number(machine + "/intel-rapl:0:0/energy_uj");
    }

    long number(String file) throws IOException {
        try (CounterFile counter = new CounterFile(base.resolve(file))) {
            return counter.read();
        }
    }

    static List<String> entries(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
