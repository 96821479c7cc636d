package io.scaph.prometheus.internal.schema;

import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.host.Disk;
import io.scaph.prometheus.internal.host.HostGauges;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** What the machine tells of itself besides energy. */
record HostFamilies(Facts facts, Sink sink) {
    private static final List<String> SPANS = List.of("one", "five", "fifteen");
    private static final List<String> MINUTES = List.of("1m", "5m", "15m");

    void tellLikeScaphandre() {
        List<Long> loads = facts.host().loads();
        for (int i = 0; i < loads.size(); i++) {
            sink.family(
                    "scaph_host_load_avg_" + SPANS.get(i),
                    Sink.Kind.GAUGE,
                    "Load average over " + MINUTES.get(i).replace("m", " min"));
            sink.point(LabelSet.NONE, loads.get(i), 2);
        }
        Teller teller = new Teller(sink);
        teller.gauge(
                "scaph_host_cpu_frequency",
                "Clock of the fastest CPU, in MHz",
                facts.slow().cpuHertz(),
                6);
        common(teller);
        teller.counter(
                "scaph_forks_since_boot_total",
                "Processes and threads that were started since boot",
                facts.host().value("processes"));
        teller.counter(
                "scaph_context_switches_total",
                "Context switches since boot",
                facts.host().value("ctxt"));
        teller.gauge(
                "scaph_processes_running_current",
                "Threads that run or could run now",
                facts.host().value("procs_running"));
        teller.gauge(
                "scaph_processes_blocked_current",
                "Threads that wait for a disk now",
                facts.host().value("procs_blocked"));
    }

    void tellInBaseUnits() {
        List<Long> loads = facts.host().loads();
        sink.family("scaph_host_load_average", Sink.Kind.GAUGE, "Load average over the last minutes");
        for (int i = 0; i < loads.size(); i++) {
            sink.point(LabelSet.of("window", MINUTES.get(i)), loads.get(i), 2);
        }
        Teller teller = new Teller(sink);
        teller.gauge(
                "scaph_host_cpu_frequency_hertz",
                "Clock of the fastest CPU",
                facts.slow().cpuHertz());
        common(teller);
        teller.counter(
                "scaph_forks_total",
                "Processes and threads that were started since boot",
                facts.host().value("processes"));
        teller.counter(
                "scaph_context_switches_total",
                "Context switches since boot",
                facts.host().value("ctxt"));
        teller.gauge(
                "scaph_threads_running",
                "Threads that run or could run now",
                facts.host().value("procs_running"));
        teller.gauge(
                "scaph_threads_blocked",
                "Threads that wait for a disk now",
                facts.host().value("procs_blocked"));
    }

    private void common(Teller teller) {
        HostGauges host = facts.host();
        memory(teller, "memory_total", "Memory", host.value("MemTotal"));
        memory(teller, "memory_available", "Memory that could be used without swapping", host.value("MemAvailable"));
        memory(teller, "memory_free", "Memory that is used for nothing", host.value("MemFree"));
        memory(teller, "swap_total", "Swap", host.value("SwapTotal"));
        memory(teller, "swap_free", "Swap that is free", host.value("SwapFree"));
        disks("scaph_host_disk_total_bytes", "Size of a file system on a disk", Disk::totalBytes);
        disks("scaph_host_disk_available_bytes", "Room for users in a file system on a disk", Disk::availableBytes);
    }

    private static void memory(Teller teller, String name, String help, OptionalLong bytes) {
        teller.gauge("scaph_host_" + name + "_bytes", help, bytes);
    }

    private void disks(String name, String help, ToLongFunction<Disk> bytes) {
        sink.family(name, Sink.Kind.GAUGE, help);
        for (Disk disk : facts.slow().disks()) {
            sink.point(disk.labels(), bytes.applyAsLong(disk), 0);
        }
    }
}
