package io.scaph.linux.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.container.name.ContainerNames;
import io.scaph.linux.process.ProcfsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real control groups, made as Docker makes them. Needs permission to make some: root, outside of a container. */
class ContainersIT {
    private static final String ID = "5ca9".repeat(16);
    private static final double WATTS = 100;

    /** An endless series of short-lived children, of some ms each. */
    private static final String LOOP = "echo $$ > \"$0/cgroup.procs\" && while :; do"
            + " sh -c 'i=0; while [ $i -lt 5000 ]; do i=$((i+1)); done'; done";

    private Path group = Path.of("/");

    static Stream<Path> trees() {
        return Stream.of(
                        "/sys/fs/cgroup",
                        "/sys/fs/cgroup/unified",
                        "/sys/fs/cgroup/cpuacct",
                        "/sys/fs/cgroup/cpu,cpuacct")
                .map(Path::of)
                .filter(tree -> Files.exists(tree.resolve("cgroup.procs")));
    }

    private Process run(Path tree) throws Exception {
        group = tree.resolve("docker-" + ID + ".scope");
        try {
            Files.createDirectory(group);
        } catch (IOException e) {
            assumeTrue(false, "no control group can be made in " + tree + ": " + e);
        }
        Process process = new ProcessBuilder("sh", "-c", LOOP, group.toString())
                .inheritIO()
                .start();
        while (Files.readString(group.resolve("cgroup.procs")).isEmpty()) {
            assertThat(process.isAlive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return process;
    }

    @AfterEach
    void removeGroup() throws Exception {
        // Once its last process has been reaped.
        for (int i = 0; i < 100 && !group.equals(Path.of("/")) && Files.exists(group); i++) {
            try {
                Files.delete(group);
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
    }

    private static void kill(Process process) throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private long usageNanos() throws IOException {
        Path accounted = group.resolve("cpuacct.usage");
        if (Files.exists(accounted)) {
            return Long.parseLong(Files.readString(accounted).strip());
        }
        String usage = Files.readAllLines(group.resolve("cpu.stat")).get(0);
        return TimeUnit.MICROSECONDS.toNanos(Long.parseLong(usage.substring("usage_usec ".length())));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void theDeadInsideAreChargedToTheirContainer(Path tree) throws Exception {
        PluginSetup setup = PluginSetup.standard().withDetails(Set.of(WorkloadDetail.CONTAINER));
        Process process = run(tree);
        try (Monitor monitor = Monitor.builder()
                        .sensor("steady", "100 W all the time", new Steady())
                        .workloads(new ProcfsProvider().open(setup))
                        .open();
                SnapshotReader snapshots = monitor.reader()) {
            TimeUnit.MILLISECONDS.sleep(300);
            GroupEnergy<Container> before = container(snapshots.refresh());
            long usedBefore = usageNanos();
            for (int i = 0; i < 5; i++) {
                TimeUnit.MILLISECONDS.sleep(300);
                snapshots.refresh();
            }
            GroupEnergy<Container> after = container(snapshots.refresh());
            long used = usageNanos() - usedBefore;

            double expected = WATTS * used * 1e-3 / Runtime.getRuntime().availableProcessors();
            assertThat(after.energy().microjoules() - before.energy().microjoules())
                    .isCloseTo((long) expected, Percentage.withPercentage(25));
            assertThat(after.group().runtime()).contains("docker");
        } finally {
            kill(process);
        }
    }

    private static GroupEnergy<Container> container(Snapshot snapshot) {
        return snapshot.containers().lines().stream()
                .filter(energy -> energy.group().id().equals(ID))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aGroupThatIsRemovedWhileItIsHeldIsNoError(Path tree) throws Exception {
        Process process = run(tree);
        try (Containers containers = new Containers(HostRoots.STANDARD, ContainerNames.UNKNOWN)) {
            Membership membership = containers.membership(Path.of("/proc", Long.toString(process.pid())));
            Totals first = new Totals();
            containers.reportTotals(first);
            assertThat(first.nanosById).containsOnlyKeys(ID);
            kill(process);
            removeGroup();

            containers.current(membership.container().orElseThrow());
            Totals second = new Totals();
            containers.reportTotals(second);

            assertThat(group).doesNotExist();
            assertThat(second.nanosById).isEmpty();
        } finally {
            kill(process);
        }
    }

    /** A counter of 100 W. */
    private static final class Steady implements Sensor {
        private final Topology topology;

        Steady() {
            Domain domain = Domain.ofSocket(DomainKind.PACKAGE, 0).at("steady");
            topology = Topology.of(List.of(domain), List.of(domain));
        }

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public void read(RawCounters counters) {
            counters.put(0, (long) (System.nanoTime() * 1e-3 * WATTS));
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
