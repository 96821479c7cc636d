import org.jspecify.annotations.NullMarked;

/**
 * The energy of GPUs. NVML is called through JNA, which is optional: on a module path it is used only if a module requires it or
 * the application starts with {@code --add-modules com.sun.jna}.
 */
@NullMarked
module io.scaph.sensor.gpu {
    requires transitive io.scaph.api;
    requires io.scaph.linux;
    requires org.slf4j;
    requires static com.sun.jna;
    requires static org.jspecify;

    exports io.scaph.sensor.gpu;

    provides io.scaph.api.spi.SensorProvider with
            io.scaph.sensor.gpu.GpuProvider;
}
