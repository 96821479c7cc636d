import org.jspecify.annotations.NullMarked;

/** Simulated machines for tests of energy-aware code; the rules of sensors, exporters and workload sources, as tests. */
@NullMarked
module io.scaph.testkit {
    requires transitive io.scaph.api;
    requires transitive io.scaph.recording;
    requires jdk.management;
    requires transitive static org.junit.jupiter.api;
    requires static org.jspecify;

    exports io.scaph.testkit;
    exports io.scaph.testkit.conformance;

    uses io.scaph.api.spi.ExporterProvider;
    uses io.scaph.api.spi.SensorProvider;
    uses io.scaph.api.spi.WorkloadSourceProvider;
}
