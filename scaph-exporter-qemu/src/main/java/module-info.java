import org.jspecify.annotations.NullMarked;

/** The exporter qemu. */
@NullMarked
module io.scaph.exporter.qemu {
    requires transitive io.scaph.api;
    requires io.scaph.linux;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.scaph.exporter.qemu;

    provides io.scaph.api.spi.ExporterProvider with
            io.scaph.exporter.qemu.QemuProvider;
}
