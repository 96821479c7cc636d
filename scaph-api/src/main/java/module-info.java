import org.jspecify.annotations.NullMarked;

/**
 * Measures the energy of a host and shows what used it. {@link io.scaph.api.Monitor} is the entry point; {@link
 * io.scaph.api.spi} is for plugins.
 */
@NullMarked
// The modules of the qualified exports are compiled after this one.
@SuppressWarnings("module")
module io.scaph.api {
    requires java.management;
    requires jdk.management;
    requires org.slf4j;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.scaph.api;
    exports io.scaph.api.energy;
    exports io.scaph.api.scope;
    exports io.scaph.api.snapshot;
    exports io.scaph.api.spi;
    exports io.scaph.api.topology;
    exports io.scaph.api.workload;

    // Recorder opens what a monitor would open.
    exports io.scaph.api.internal.discovery to
            io.scaph.cli,
            io.scaph.recording;
    exports io.scaph.api.internal.counter to
            io.scaph.recording,
            io.scaph.sensor.estimation,
            io.scaph.sensor.gpu,
            io.scaph.sensor.powercap,
            io.scaph.testkit;
    // There is one function that divides energy.
    exports io.scaph.api.internal.ledger to
            io.scaph.profiler;
    exports io.scaph.api.internal.own to
            io.scaph.cli,
            io.scaph.linux,
            io.scaph.testkit;

    // Shared by our own modules; not part of the API.
    exports io.scaph.api.internal.plugin to
            io.scaph.cli,
            io.scaph.exporter.prometheus,
            io.scaph.linux,
            io.scaph.prometheus,
            io.scaph.recording,
            io.scaph.sensor.gpu,
            io.scaph.testkit;
    exports io.scaph.api.internal.scope to
            io.scaph.junit;
    exports io.scaph.api.internal.snapshot to
            io.scaph.prometheus,
            io.scaph.recording,
            io.scaph.testkit;
    exports io.scaph.api.internal.workload to
            io.scaph.linux;
    exports io.scaph.api.internal.text to
            io.scaph.cli,
            io.scaph.containers,
            io.scaph.exporter.prometheus,
            io.scaph.exporter.qemu,
            io.scaph.exporter.stdout,
            io.scaph.exporter.top,
            io.scaph.junit,
            io.scaph.linux,
            io.scaph.profiler,
            io.scaph.prometheus,
            io.scaph.sensor.estimation,
            io.scaph.sensor.gpu,
            io.scaph.sensor.powercap;
    exports io.scaph.api.internal.thread to
            io.scaph.cli,
            io.scaph.containers,
            io.scaph.exporter.prometheus,
            io.scaph.exporter.top,
            io.scaph.linux,
            io.scaph.profiler,
            io.scaph.prometheus,
            io.scaph.sensor.estimation,
            io.scaph.sensor.gpu,
            io.scaph.testkit;

    uses io.scaph.api.spi.ExporterProvider;
    uses io.scaph.api.spi.SensorProvider;
    uses io.scaph.api.spi.WorkloadSourceProvider;

    provides io.scaph.api.spi.WorkloadSourceProvider with
            io.scaph.api.internal.processhandle.ProcessHandleProvider;
}
