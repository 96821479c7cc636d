package io.scaph.prometheus.internal.schema;

import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.host.Disk;
import io.scaph.prometheus.internal.host.HostGauges;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the machine reports in addition to energy. */
record HostFamilies(MetricData data, FamilyWriter out) {
    private static final List<String> SPANS = List.of("one", "five", "fifteen");
    private static final List<String> MINUTES = List.of("1m", "5m", "15m");

    void likeScaphandre() {
        HostGauges host = data.host();
        for (int i = 0; i < host.loads().size(); i++) {
            out.family("scaph_host_load_avg_" + SPANS.get(i));
            out.sink().point(LabelSet.NONE, host.loads().get(i), 2);
        }
        out.value("scaph_host_cpu_frequency", data.slow().cpuHertz(), 6);
        common();
        out.value("scaph_forks_since_boot_total", host.value("processes"));
        out.value("scaph_processes_running_current", host.value("procs_running"));
        out.value("scaph_processes_blocked_current", host.value("procs_blocked"));
    }

    void inBaseUnits() {
        HostGauges host = data.host();
        out.family("scaph_host_load_average");
        for (int i = 0; i < host.loads().size(); i++) {
            out.sink()
                    .point(
                            LabelSet.NONE.with("window", MINUTES.get(i)),
                            host.loads().get(i),
                            2);
        }
        out.value("scaph_host_cpu_frequency_hertz", data.slow().cpuHertz());
        common();
        out.value("scaph_forks_total", host.value("processes"));
        out.value("scaph_threads_running", host.value("procs_running"));
        out.value("scaph_threads_blocked", host.value("procs_blocked"));
    }

    private void common() {
        HostGauges host = data.host();
        out.value("scaph_host_memory_total_bytes", host.value("MemTotal"));
        out.value("scaph_host_memory_available_bytes", host.value("MemAvailable"));
        out.value("scaph_host_memory_free_bytes", host.value("MemFree"));
        out.value("scaph_host_swap_total_bytes", host.value("SwapTotal"));
        out.value("scaph_host_swap_free_bytes", host.value("SwapFree"));
        disks("scaph_host_disk_total_bytes", Disk::totalBytes);
        disks("scaph_host_disk_available_bytes", Disk::availableBytes);
        out.value("scaph_context_switches_total", host.value("ctxt"));
    }

    private void disks(String name, ToLongFunction<Disk> bytes) {
        out.family(name);
        for (Disk disk : data.slow().disks()) {
            out.sink().point(disk.labels(), bytes.applyAsLong(disk), 0);
        }
    }
}
