import org.jspecify.annotations.NullMarked;

/** RAPL energy counters through the powercap class of Linux, or through perf events. */
@NullMarked
module io.scaph.sensor.powercap {
    requires transitive io.scaph.api;
    requires io.scaph.linux;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.scaph.sensor.powercap;

    provides io.scaph.api.spi.SensorProvider with
            io.scaph.sensor.powercap.PowercapProvider;
}
