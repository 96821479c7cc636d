import org.jspecify.annotations.NullMarked;

/**
 * The one dependency with which {@link io.scaph.api.Monitor#open()} measures, or estimates, on any Linux machine. It has no code of
 * its own: it requires the API, all sensors and JNA, so that an application needs only {@code requires io.scaph}.
 */
@NullMarked
module io.scaph {
    requires transitive io.scaph.api;

    // Found by ServiceLoader; required so that the module graph holds them, in an image made by jlink too.
    requires io.scaph.linux;
    requires io.scaph.sensor.estimation;
    requires io.scaph.sensor.gpu;
    requires io.scaph.sensor.powercap;

    // Optional for scaph-linux and scaph-sensor-gpu, which use it only if the module graph holds it.
    requires com.sun.jna;
    requires static org.jspecify;
}
