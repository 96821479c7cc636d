package io.scaph.exporter.stdout;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A machine of two sockets and four CPUs, and exporters run on it in virtual time. */
final class Machines {
    private Machines() {}

    static SimulatedMachine twoSockets() {
        Domain first = domain(DomainKind.PACKAGE, 0);
        Domain second = domain(DomainKind.PACKAGE, 1);
        Domain dram = domain(DomainKind.DRAM, 0);
        Topology topology =
                Topology.of(List.of(first, domain(DomainKind.CORE, 0), dram, second), List.of(first, second, dram));
        return new SimulatedMachine(new VirtualClock(), 4, topology)
                .watts("package-0", 50)
                .watts("core@0", 30)
                .watts("dram@0", 10)
                .watts("package-1", 40)
                .run(1, "init", 0)
                .run(20, "busy", 1)
                .run(30, "half", 0.5);
    }

    /** One that uses 50 W and is not sure: anything from 40 to 100 W. */
    static SimulatedMachine estimated() {
        Domain server = Domain.ofSocket(DomainKind.PACKAGE, 0).at("model").withQuality(Quality.ESTIMATED);
        return new SimulatedMachine(new VirtualClock(), 4, Topology.of(List.of(server), List.of(server)))
                .watts("package-0", 50)
                .uncertain("package-0", 0.8, 2)
                .run(20, "busy", 1);
    }

    private static Domain domain(DomainKind kind, int socket) {
        return Domain.ofSocket(kind, socket).at("zone-" + kind.label() + socket);
    }

    static String run(SimulatedMachine machine, ExporterProvider provider, Map<String, Object> given) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Exporter exporter = provider.create(PluginSetup.standard()
                        .withOptions(options(provider, given))
                        .withOutput(output));
                Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            exporter.run(snapshots);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    static Options options(ExporterProvider provider, Map<String, Object> given) {
        Options options = Options.NONE;
        for (Option<?> option : provider.options()) {
            Object value = given.get(option.name());
            if (value != null) {
                options = with(options, option, value);
            }
        }
        return options;
    }

    private static <T> Options with(Options options, Option<T> option, Object value) {
        return options.with(option, option.type().cast(value));
    }
}
