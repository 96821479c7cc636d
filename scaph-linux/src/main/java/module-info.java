import org.jspecify.annotations.NullMarked;

/**
 * Linux: counter files, {@code /proc}, containers, perf events. Native calls go through JNA, which is optional: on a
 * module path it takes part only if a module requires it or it is named in {@code --add-modules com.sun.jna}.
 */
@NullMarked
// The module of the qualified export is compiled after this one.
@SuppressWarnings("module")
module io.scaph.linux {
    requires transitive io.scaph.api;
    requires java.management;
    requires org.slf4j;
    requires static com.sun.jna;
    requires static org.jspecify;

    exports io.scaph.linux.command;
    exports io.scaph.linux.counterfile;
    exports io.scaph.linux.perf;
    exports io.scaph.linux.environment;
    exports io.scaph.linux.machine;
    exports io.scaph.linux.systemd;
    exports io.scaph.linux.container.name to
            io.scaph.containers;

    uses io.scaph.linux.container.name.ContainerNames;

    provides io.scaph.api.spi.WorkloadSourceProvider with
            io.scaph.linux.process.ProcfsProvider;
}
