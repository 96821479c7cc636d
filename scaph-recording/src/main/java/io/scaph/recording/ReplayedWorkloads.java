package io.scaph.recording;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the recorded processes of the moment that the clock shows, and the events of all ticks since the last pass. */
final class ReplayedWorkloads implements WorkloadSource {
    private final List<RecordedTick> ticks;
    private final NanoClock clock;
    /** All processes up to this tick, by their numbers. */
    private final List<ProcessInfo> processes = new ArrayList<>();
    /** The CPU time of those that exist. */
    private final Map<Integer, Long> living = new LinkedHashMap<>();

    private int tick = -1;
    private List<Long> machine = List.of();

    ReplayedWorkloads(List<RecordedTick> ticks, NanoClock clock) {
        this.ticks = ticks;
        this.clock = clock;
    }

    @Override
    public void read(Visitor visitor) throws IOException {
        int target = RecordedTick.last(ticks, Math.max(0, tick), clock.nanoTime());
        if (ticks.get(target).flags.contains(Notation.UNREAD)) {
            throw new IOException("the processes could not be read when they were recorded");
        }
        List<RecordedTick> passed = ticks.subList(tick + 1, target + 1);
        BitSet isNew = new BitSet();
        passed.forEach(each -> advance(each, isNew));
        tick = target;
        visitMachine(visitor);
        living.forEach((number, cpuNanos) -> visitor.process(processes.get(number), cpuNanos, isNew.get(number)));
        for (RecordedTick each : passed) {
            for (RecordedTick.ProcessTime time : each.children) {
                if (living.containsKey(time.process())) {
                    visitor.endedChildren(processes.get(time.process()), time.nanos());
                }
            }
            for (RecordedTick.ProcessTime time : each.ended) {
                visitor.ended(processes.get(time.process()), time.nanos(), isNew.get(time.process()));
            }
        }
    }

    /** Takes a tick over, and adds the processes that are new in it. */
    private void advance(RecordedTick to, BitSet isNew) {
        if (!to.machine.isEmpty()) {
            machine = to.machine;
        }
        for (RecordedTick.Started started : to.started) {
            isNew.set(processes.size(), started.isNew());
            processes.add(started.process());
        }
        to.cpu.forEach(time -> living.put(time.process(), time.nanos()));
        to.ended.forEach(time -> living.remove(time.process()));
        to.gone.forEach(living::remove);
    }

    private void visitMachine(Visitor visitor) {
        if (machine.size() == 1) {
            visitor.machine(machine.get(0).intValue());
        } else if (!machine.isEmpty()) {
            visitor.machine(machine.get(0).intValue(), machine.get(1), machine.get(2), machine.get(3));
        }
    }
}
