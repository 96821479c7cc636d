package io.scaph.sensor.powercap;

import io.scaph.linux.perf.PerfEventGroup;
import java.io.IOException;

/** Perf events of one CPU that are read together: the kernel's, or those of a test. */
interface EventGroup extends AutoCloseable {
    /** The events of the kernel. The first call loads JNA. */
    Opener KERNEL = (type, configs, cpu) -> of(PerfEventGroup.open(type, configs, cpu));

    /** Reads the counts in the order of the events. */
    void read(long[] counts) throws IOException;

    @Override
    void close();

    /** Opens a group. */
    interface Opener {
        /** As {@link PerfEventGroup#open}. */
        EventGroup open(int type, long[] configs, int cpu) throws IOException;
    }

    private static EventGroup of(PerfEventGroup group) {
        return new EventGroup() {
            @Override
            public void read(long[] counts) throws IOException {
                group.read(counts);
            }

            @Override
            public void close() {
                group.close();
            }
        };
    }
}
