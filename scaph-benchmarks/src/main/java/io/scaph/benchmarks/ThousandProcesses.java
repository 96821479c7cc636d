package io.scaph.benchmarks;

import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.api.workload.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** A thousand busy processes with everything that can be said of them: nine series each. */
final class ThousandProcesses implements WorkloadSource {
    private static final int COUNT = 1_000;
    private static final long NANOS_PER_PASS = 1_900_000;
    private static final int CPUS = 4;

    private final List<ProcessInfo> processes = new ArrayList<>();
    private final AtomicLong passes = new AtomicLong();

    ThousandProcesses(boolean containers) {
        for (int i = 0; i < COUNT; i++) {
            Container container = Container.of(String.format("%064x", i / 10), "containerd", "kubernetes")
                    .named(
                            "container-" + i / 10,
                            Map.of(
                                    "kubernetes_pod_name", "service-" + i / 10 + "-7d9c6c5f4b-x2x9z",
                                    "kubernetes_pod_namespace", "production",
                                    "kubernetes_node_name", "node-17"));
            processes.add(ProcessInfo.of(1_000 + i, Instant.ofEpochMilli(1_700_000_000_010L + i * 10L), "worker-" + i)
                    .withExecutable("/usr/lib/service/bin/worker-" + i)
                    .withCommandLine("/usr/lib/service/bin/worker-" + i + " --port " + i + " --config /etc/service.yml")
                    .withContainer(containers ? container : null)
                    .withUser(User.of(1_000 + i % 10, "user-" + i % 10)));
        }
    }

    @Override
    public void read(Visitor visitor) {
        long pass = passes.incrementAndGet();
        visitor.machine(CPUS);
        for (int i = 0; i < COUNT; i++) {
            visitor.process(processes.get(i), pass * (NANOS_PER_PASS + i), false);
        }
    }

    @Override
    public Optional<Resources> resources(ProcessInfo process) {
        long bytes = process.hashCode() & 0xFFFFFFFL;
        return Optional.of(Resources.of(
                bytes, bytes * 3, OptionalLong.of(bytes * passes.get()), OptionalLong.of(bytes + passes.get())));
    }
}
