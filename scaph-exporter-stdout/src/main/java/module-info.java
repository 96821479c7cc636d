import org.jspecify.annotations.NullMarked;

/** The exporters stdout and json. */
@NullMarked
module io.scaph.exporter.stdout {
    requires transitive io.scaph.api;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.jr.ob;
    requires static org.jspecify;

    exports io.scaph.exporter.stdout;

    provides io.scaph.api.spi.ExporterProvider with
            io.scaph.exporter.stdout.JsonProvider,
            io.scaph.exporter.stdout.StdoutProvider;
}
