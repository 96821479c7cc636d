import org.jspecify.annotations.NullMarked;

/** The command line: its commands, logging, and every sensor and exporter. */
@NullMarked
module io.scaph.cli {
    requires com.fasterxml.jackson.jr.ob;
    requires info.picocli;
    requires io.scaph.api;
    requires io.scaph.profiler;
    requires io.scaph.recording;
    requires org.slf4j;
    requires static jdk.attach;
    requires static org.jspecify;

    // Optional for scaph-linux, which reads perf events by it, and for scaph-sensor-gpu, which calls NVML by it.
    requires com.sun.jna;

    // Found by ServiceLoader; required so that the module graph holds them.
    requires io.scaph.containers;
    requires io.scaph.exporter.prometheus;
    requires io.scaph.exporter.qemu;
    requires io.scaph.exporter.stdout;
    requires io.scaph.exporter.top;
    requires io.scaph.linux;
    requires io.scaph.sensor.estimation;
    requires io.scaph.sensor.gpu;
    requires io.scaph.sensor.powercap;

    provides org.slf4j.spi.SLF4JServiceProvider with
            io.scaph.cli.log.LoggingProvider;
}
