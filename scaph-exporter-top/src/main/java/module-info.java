import org.jspecify.annotations.NullMarked;

/** The exporter top. */
@NullMarked
module io.scaph.exporter.top {
    requires transitive io.scaph.api;
    requires org.jline.terminal;
    requires org.jline.terminal.jni;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.scaph.exporter.top;

    provides io.scaph.api.spi.ExporterProvider with
            io.scaph.exporter.top.TopProvider;
}
