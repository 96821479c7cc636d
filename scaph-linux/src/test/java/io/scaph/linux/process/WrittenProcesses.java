package io.scaph.linux.process;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.procfs.PlainAccess;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A {@code /proc} of files that a test writes, and what is read of it. */
abstract class WrittenProcesses {
    static final long BOOT = 1_700_000_000;

    final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    final Path procfs = files.getPath("/proc");

    /** One process. */
    record Line(ProcessInfo process, long cpuNanos, boolean started) {}

    /** The last of what was reported. */
    static final class Lines implements WorkloadSource.Visitor {
        final Map<Long, Line> byPid = new LinkedHashMap<>();
        final Map<String, Long> containers = new LinkedHashMap<>();
        int cpus;
        long idleNanos;

        Line of(long pid) {
            return Objects.requireNonNull(byPid.get(pid));
        }

        @Override
        public void machine(int onlineCpus, long idle, long stolen, long interrupts) {
            cpus = onlineCpus;
            idleNanos = idle;
        }

        @Override
        public void machine(int onlineCpus) {
            cpus = onlineCpus;
        }

        @Override
        public void process(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
            byPid.put(process.pid(), new Line(process, cpuNanos, startedSinceLastPass));
        }

        @Override
        public void endedChildren(ProcessInfo parent, long nanos) {
            throw new AssertionError("this can't be known here");
        }

        @Override
        public void ended(ProcessInfo process, long nanos, boolean startedSinceLastPass) {
            throw new AssertionError("this can't be known here");
        }

        @Override
        public void group(Optional<Container> container, Optional<Job> job, long nanos) {
            containers.put(container.orElseThrow().id(), nanos);
        }
    }

    @BeforeEach
    void makeProc() throws IOException {
        Files.createDirectories(procfs);
        machine(1_000);
        Files.createDirectories(procfs.resolve("sys"));
    }

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    void machine(int uptimeSeconds) throws IOException {
        Files.writeString(procfs.resolve("uptime"), uptimeSeconds + ".00 1.00\n");
        Files.writeString(
                procfs.resolve("stat"),
                "cpu  1 0 1 800 100 0 0 0 0 0\ncpu0 1 0 0 400 50 0 0 0\ncpu1 0 0 1 400 50 0 0 0\nbtime " + BOOT + "\n");
    }

    void process(long pid, String name, long cpuTicks, long startTicks) throws IOException {
        Path directory = Files.createDirectories(procfs.resolve(Long.toString(pid)));
        Files.writeString(
                directory.resolve("stat"),
                pid + " (" + name + ") S 1 1 1 0 -1 0 0 0 0 0 " + cpuTicks + " 0 0 0 20 0 1 0 " + startTicks + " 0\n");
    }

    void status(long pid, String text) throws IOException {
        Files.writeString(procfs.resolve(Long.toString(pid)).resolve("status"), text);
    }

    WorkloadSource table(WorkloadDetail... details) {
        PluginSetup setup = PluginSetup.standard()
                .withRoots(HostRoots.of(procfs, files.getPath("/sys")))
                .withDetails(Set.of(details));
        return new ProcfsSource(
                setup, new PlainAccess(procfs), new UserNames(uid -> Optional.of("user" + uid), NanoClock.SYSTEM));
    }

    static Lines pass(WorkloadSource table) throws IOException {
        Lines lines = new Lines();
        table.read(lines);
        return lines;
    }
}
