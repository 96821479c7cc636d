package io.scaph.sensor.powercap;

import io.scaph.linux.perf.EventGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events without a kernel: a test says what they count. */
final class FakeEvents implements EventGroup.Opener {
    private final Map<Integer, Group> open = new TreeMap<>();
    private final List<String> opened = new ArrayList<>();
    private @Nullable IOException refusal;
    private int refusedCpu = -1;

    static final class Group implements EventGroup {
        private final long[] counts;
        private final Runnable onClose;
        private @Nullable IOException failure;

        Group(int events, Runnable onClose) {
            counts = new long[events];
            this.onClose = onClose;
        }

        void count(int event, long value) {
            counts[event] = value;
        }

        void fail(@Nullable IOException e) {
            failure = e;
        }

        @Override
        public void read(long[] into) throws IOException {
            if (failure != null) {
                throw failure;
            }
            System.arraycopy(counts, 0, into, 0, counts.length);
        }

        @Override
        public void close() {
            onClose.run();
        }
    }

    /** From now on nothing can be opened on a CPU; on none if it is -1. */
    void refuse(int cpu, IOException e) {
        refusedCpu = cpu;
        refusal = e;
    }

    @Override
    public EventGroup open(int type, long[] configs, int cpu) throws IOException {
        if (refusal != null && (refusedCpu == -1 || refusedCpu == cpu)) {
            throw refusal;
        }
        opened.add(type + ":" + configs.length + "@" + cpu);
        Group group = new Group(configs.length, () -> open.remove(cpu));
        open.put(cpu, group);
        return group;
    }

    /** What was ever opened, as {@code type:events@cpu}. */
    List<String> opened() {
        return opened;
    }

    int openNow() {
        return open.size();
    }

    Group onCpu(int cpu) {
        Group group = open.get(cpu);
        if (group == null) {
            throw new AssertionError("nothing is open on cpu " + cpu);
        }
        return group;
    }
}
