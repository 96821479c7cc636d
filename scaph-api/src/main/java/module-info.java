import org.jspecify.annotations.NullMarked;

/** Measures the energy of a host and tells where it went. */
@NullMarked
// io.scaph.recording is compiled after this module.
@SuppressWarnings("module")
module io.scaph.api {
    requires java.management;
    requires jdk.management;
    requires org.slf4j;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.scaph.api;
    exports io.scaph.api.scope;
    exports io.scaph.api.snapshot;
    exports io.scaph.api.spi;
    exports io.scaph.api.text;
    exports io.scaph.api.topology;

    // Recorder opens what a monitor would open.
    exports io.scaph.api.internal.discovery to
            io.scaph.recording;
    exports io.scaph.api.internal.tick to
            io.scaph.recording;

    uses io.scaph.api.spi.ExporterProvider;
    uses io.scaph.api.spi.SensorProvider;
    uses io.scaph.api.spi.WorkloadSourceProvider;

    provides io.scaph.api.spi.WorkloadSourceProvider with
            io.scaph.api.internal.processhandle.ProcessHandleProvider;
}
