package io.scaph.recording;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each pass over the processes into lines: new processes, changed CPU times, processes that are gone. */
final class ProcessLines implements WorkloadSource.Visitor {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessLines.class);
    private static final List<String> WORDS =
            List.of(Notation.MACHINE, Notation.CPU, Notation.CHILDREN, Notation.ENDED, Notation.GONE);

    private static final class Known {
        final int number;
        long cpuNanos = -1;
        long pass;
        boolean over;

        Known(int number) {
            this.number = number;
        }
    }

    private final PluginGuard guard = new PluginGuard(LOGGER, "reading the processes");
    private final Map<Object, Known> known = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    /** The fields of each line but those of new processes, by its word. */
    private final Map<String, StringBuilder> fields = new HashMap<>();

    private int listed;
    private long pass;
    private @Nullable Instant begin;

    /** Reads a pass. One that fails yields a single line that says so. */
    List<String> read(WorkloadSource source) {
        pass++;
        int before = listed;
        clear();
        if (guard.run(() -> source.read(this)) != null) {
            forget(before);
            return lines;
        }
        known.values().removeIf(process -> {
            if (process.pass != pass && !process.over) {
                fields(Notation.GONE).append(process.number);
            }
            return process.pass != pass;
        });
        for (String word : WORDS) {
            if (fields.containsKey(word)) {
                lines.add(word + fields.get(word));
            }
        }
        return lines;
    }

    /** Undoes a pass that failed: the next one reports everything again. */
    private void forget(int before) {
        clear();
        lines.add(Notation.UNREAD);
        listed = before;
        known.values().removeIf(process -> process.number >= before);
        for (Known process : known.values()) {
            process.cpuNanos = -1;
            process.over = false;
        }
    }

    private void clear() {
        lines.clear();
        fields.clear();
    }

    private StringBuilder fields(String word) {
        return fields.computeIfAbsent(word, key -> new StringBuilder()).append('\t');
    }

    private void add(String word, Known process, long cpuNanos) {
        fields(word).append(process.number).append('=').append(Math.max(0, cpuNanos));
    }

    @Override
    public void machine(int onlineCpus, long idleNanos, long stolenNanos, long interruptNanos) {
        machine(onlineCpus);
        for (long nanos : new long[] {idleNanos, stolenNanos, interruptNanos}) {
            fields(Notation.MACHINE).append(nanos);
        }
    }

    @Override
    public void machine(int onlineCpus) {
        fields.remove(Notation.MACHINE);
        fields(Notation.MACHINE).append(onlineCpus);
    }

    @Override
    public void process(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        Known one = find(process, startedSinceLastPass);
        one.pass = pass;
        if (cpuNanos != one.cpuNanos) {
            one.cpuNanos = cpuNanos;
            add(Notation.CPU, one, cpuNanos);
        }
    }

    @Override
    public void endedChildren(ProcessInfo parent, long cpuNanos) {
        Known process = known.get(parent.identity());
        if (process != null) {
            add(Notation.CHILDREN, process, cpuNanos);
        }
    }

    @Override
    public void ended(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        Known one = find(process, startedSinceLastPass);
        one.over = true;
        add(Notation.ENDED, one, cpuNanos);
    }

    @Override
    public void group(Optional<Container> container, Optional<Job> job, long cpuNanos) {
        // Names and ids would identify the machine.
    }

    private Known find(ProcessInfo process, boolean startedSinceLastPass) {
        Known found = known.get(process.identity());
        if (found == null) {
            found = new Known(listed++);
            known.put(process.identity(), found);
            Instant start = process.startTime();
            if (begin == null) {
                begin = start;
            }
            lines.add(Notation.PROCESS + "\t" + found.number + "\t"
                    + process.pid() + "\t"
                    + Duration.between(begin, start).toMillis() + "\t"
                    + (startedSinceLastPass ? Notation.NEW : Notation.NONE));
        }
        return found;
    }
}
