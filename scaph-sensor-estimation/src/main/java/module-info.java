import org.jspecify.annotations.NullMarked;

/** Estimated power where there is no energy counter. */
@NullMarked
module io.scaph.sensor.estimation {
    requires transitive io.scaph.api;
    requires io.scaph.linux;
    requires static org.jspecify;

    exports io.scaph.sensor.estimation;

    provides io.scaph.api.spi.SensorProvider with
            io.scaph.sensor.estimation.EstimationProvider;
}
