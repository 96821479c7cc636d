package io.scaph.recording;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.WorkloadSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what was recorded for the moment that the clock shows; of ticks that were passed over, what is not told again. */
final class ReplayedWorkloads implements WorkloadSource {
    private final List<RecordedTick> ticks;
    private final List<RecordedProcess> processes;
    private final NanoClock clock;
    /** The CPU time of those that exist. */
    private final Map<Integer, Long> living = new LinkedHashMap<>();

    private int tick = -1;
    private long[] machine = {};

    ReplayedWorkloads(List<RecordedTick> ticks, List<RecordedProcess> processes, NanoClock clock) {
        this.ticks = ticks;
        this.processes = processes;
        this.clock = clock;
    }

    @Override
    public void read(Visitor visitor) throws IOException {
        int last = tick;
        long now = clock.nanoTime();
        int target = Math.max(0, tick);
        while (target + 1 < ticks.size() && ticks.get(target + 1).nanos <= now) {
            target++;
        }
        if (ticks.get(target).unread) {
            throw new IOException("the processes could not be read when they were recorded");
        }
        List<RecordedTick> passed = new ArrayList<>();
        while (tick < target) {
            tick++;
            passed.add(ticks.get(tick));
            move(ticks.get(tick));
        }
        tellMachine(visitor);
        living.forEach(
                (number, cpuNanos) -> visitor.process(processes.get(number).process(), cpuNanos, isNew(number, last)));
        for (RecordedTick each : passed) {
            for (RecordedTick.Time time : each.children) {
                if (living.containsKey(time.process())) {
                    visitor.endedChildren(processes.get(time.process()).process(), time.nanos());
                }
            }
            for (RecordedTick.Time time : each.ended) {
                visitor.ended(processes.get(time.process()).process(), time.nanos(), isNew(time.process(), last));
            }
        }
    }

    private void move(RecordedTick to) {
        if (to.machine.length > 0) {
            machine = to.machine;
        }
        to.cpu.forEach(time -> living.put(time.process(), time.nanos()));
        to.ended.forEach(time -> living.remove(time.process()));
        to.gone.forEach(living::remove);
    }

    private void tellMachine(Visitor visitor) {
        if (machine.length == 1) {
            visitor.machine((int) machine[0]);
        } else if (machine.length > 1) {
            visitor.machine((int) machine[0], machine[1], machine[2], machine[3]);
        }
    }

    private boolean isNew(int number, int lastTick) {
        RecordedProcess process = processes.get(number);
        return process.isNew() && process.tick() > lastTick;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
