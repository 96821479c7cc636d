package io.scaph.linux.process;

import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up what a source reports, as the ledger does: time from before the first pass does not count. */
final class ReportedTimes implements WorkloadSource.Visitor {
    /** One process. */
    static final class Line {
        ProcessInfo process;
        long cpuNanos;
        long ownNanos;
        long childNanos;
        boolean ended;
        private int pass;

        private Line(ProcessInfo process, long cpuNanos) {
            this.process = process;
            this.cpuNanos = cpuNanos;
        }
    }

    private final Map<Object, Line> lines = new HashMap<>();
    private final Map<Long, Line> byPid = new LinkedHashMap<>();
    private final Set<Object> reported = new HashSet<>();
    private final Map<String, Long> endedNanos = new HashMap<>();
    private final Map<String, Long> vanishedNanos = new HashMap<>();
    private int pass;
    long totalNanos;
    int onlineCpus;
    long idleNanos;
    long stolenNanos;
    long interruptNanos;

    void pass(WorkloadSource source) throws IOException {
        pass++;
        reported.clear();
        byPid.clear();
        source.read(this);
        lines.values().removeIf(line -> {
            boolean gone = line.pass < pass;
            if (gone && !line.ended) {
                vanishedNanos.merge(line.process.name(), line.ownNanos, Long::sum);
            }
            return gone;
        });
    }

    /** The line of a pid, as reported in the last pass. */
    Line of(long pid) {
        Line line = byPid.get(pid);
        if (line == null) {
            throw new AssertionError("nothing was reported of process " + pid);
        }
        return line;
    }

    @Nullable
    Line find(long pid) {
        return byPid.get(pid);
    }

    /** The time of the processes with a name for which an end was reported. */
    long ended(String name) {
        return endedNanos.getOrDefault(name, 0L);
    }

    /** The time of the processes with a name that were reported while they ran, but not that they ended. */
    long vanished(String name) {
        return vanishedNanos.getOrDefault(name, 0L);
    }

    int count() {
        return byPid.size();
    }

    @Override
    public void machine(int cpus, long idle, long stolen, long interrupts) {
        onlineCpus = cpus;
        idleNanos = idle;
        stolenNanos = stolen;
        interruptNanos = interrupts;
    }

    @Override
    public void machine(int cpus) {
        throw new AssertionError("Linux knows idle time");
    }

    @Override
    public void process(ProcessInfo process, long cpuNanos, boolean started) {
        Line line = tell(process, cpuNanos, started);
        byPid.put(process.pid(), line);
        if (!reported.add(line)) {
            throw new AssertionError("reported twice in one pass: " + process);
        }
    }

    private Line tell(ProcessInfo process, long cpuNanos, boolean started) {
        Line line = lines.computeIfAbsent(
                process.identity(), identity -> new Line(process, started && pass > 1 ? 0 : cpuNanos));
        if (cpuNanos < line.cpuNanos) {
            throw new AssertionError("its time fell from " + line.cpuNanos + " to " + cpuNanos + " ns: " + process);
        }
        line.process = process;
        line.pass = pass;
        line.ownNanos += cpuNanos - line.cpuNanos;
        totalNanos += cpuNanos - line.cpuNanos;
        line.cpuNanos = cpuNanos;
        return line;
    }

    @Override
    public void endedChildren(ProcessInfo parent, long nanos) {
        Line line = lines.get(parent.identity());
        if (line == null || !reported.contains(line)) {
            throw new AssertionError("a parent that was not reported: " + parent);
        }
        if (nanos <= 0) {
            throw new AssertionError(nanos + " ns of children");
        }
        line.childNanos += nanos;
        totalNanos += nanos;
    }

    @Override
    public void ended(ProcessInfo process, long cpuNanos, boolean started) {
        Line line = tell(process, cpuNanos, started);
        // The process that has the pid now was reported before.
        byPid.putIfAbsent(process.pid(), line);
        line.ended = true;
        endedNanos.merge(process.name(), line.ownNanos, Long::sum);
        if (!reported.add(line)) {
            throw new AssertionError("reported twice in one pass: " + process);
        }
    }

    @Override
    public void group(Optional<Container> container, Optional<Job> job, long nanos) {
        throw new AssertionError("there are no containers");
    }
}
