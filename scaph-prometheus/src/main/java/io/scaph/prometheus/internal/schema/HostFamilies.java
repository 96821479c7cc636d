package io.scaph.prometheus.internal.schema;

import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink.Kind;
import io.scaph.prometheus.internal.host.Disk;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the machine reports besides energy. */
record HostFamilies(MetricData data, FamilyWriter out) {
    private static final List<String> SPANS = List.of("one", "five", "fifteen");
    private static final List<String> MINUTES = List.of("1", "5", "15");

    void likeScaphandre() {
        List<Long> loads = data.host().loads();
        for (int i = 0; i < loads.size(); i++) {
            out.sink()
                    .family(
                            "scaph_host_load_avg_" + SPANS.get(i),
                            Kind.GAUGE,
                            "Load average over " + MINUTES.get(i) + " min");
            out.sink().point(LabelSet.NONE, loads.get(i), 2);
        }
        out.gauge(
                "scaph_host_cpu_frequency",
                "Clock of the fastest CPU, in MHz",
                data.slow().cpuHertz(),
                6);
        memoryAndDisks();
        activity("scaph_forks_since_boot_total", "scaph_processes_running_current", "scaph_processes_blocked_current");
    }

    void inBaseUnits() {
        List<Long> loads = data.host().loads();
        out.sink().family("scaph_host_load_average", Kind.GAUGE, "Load average over the last minutes");
        for (int i = 0; i < loads.size(); i++) {
            out.sink().point(LabelSet.of("window", MINUTES.get(i) + "m"), loads.get(i), 2);
        }
        out.gauge(
                "scaph_host_cpu_frequency_hertz",
                "Clock of the fastest CPU",
                data.slow().cpuHertz());
        memoryAndDisks();
        activity("scaph_forks_total", "scaph_threads_running", "scaph_threads_blocked");
    }

    private void activity(String forks, String running, String blocked) {
        out.counter(
                forks,
                "Processes and threads that were started since boot",
                data.host().value("processes"));
        out.counter(
                "scaph_context_switches_total",
                "Context switches since boot",
                data.host().value("ctxt"));
        out.gauge(running, "Threads that run or could run now", data.host().value("procs_running"));
        out.gauge(blocked, "Threads that wait for a disk now", data.host().value("procs_blocked"));
    }

    private void memoryAndDisks() {
        memory("memory_total", "Memory", "MemTotal");
        memory("memory_available", "Memory that could be used without swapping", "MemAvailable");
        memory("memory_free", "Memory that is used for nothing", "MemFree");
        memory("swap_total", "Swap", "SwapTotal");
        memory("swap_free", "Swap that is free", "SwapFree");
        disks("total", "Size of a file system on a disk", Disk::totalBytes);
        disks("available", "Room for users in a file system on a disk", Disk::availableBytes);
    }

    private void memory(String name, String help, String value) {
        out.gauge("scaph_host_" + name + "_bytes", help, data.host().value(value));
    }

    private void disks(String name, String help, ToLongFunction<Disk> bytes) {
        out.sink().family("scaph_host_disk_" + name + "_bytes", Kind.GAUGE, help);
        for (Disk disk : data.slow().disks()) {
            out.sink().point(disk.labels(), bytes.applyAsLong(disk), 0);
        }
    }
}
