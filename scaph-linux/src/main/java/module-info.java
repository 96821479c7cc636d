import org.jspecify.annotations.NullMarked;

/** What scaph knows of Linux: counter files, {@code /proc}. */
@NullMarked
module io.scaph.linux {
    requires transitive io.scaph.api;
    requires static org.jspecify;

    exports io.scaph.linux.counterfile;
    exports io.scaph.linux.environment;
    exports io.scaph.linux.procfs;

    provides io.scaph.api.spi.WorkloadSourceProvider with
            io.scaph.linux.procfs.ProcfsProvider;
}
