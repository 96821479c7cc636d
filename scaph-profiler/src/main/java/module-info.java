import org.jspecify.annotations.NullMarked;

/** Energy by method, stack and thread. {@link io.scaph.profiler.EnergyProfiler} is the entry point. */
@NullMarked
module io.scaph.profiler {
    requires transitive io.scaph.api;
    requires com.fasterxml.jackson.core;
    requires java.management;
    requires jdk.management;
    requires org.slf4j;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.scaph.profiler;
}
