package io.scaph.linux.container;

import io.scaph.api.spi.WorkloadSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The CPU times of the known groups, read without garbage. Not safe for use by several threads. */
final class GroupTimes {
    private static final int USAGE_CAPACITY = 512;

    /** Beyond this number of groups, descriptors are not kept. */
    private static final int MAX_HELD = 500;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(USAGE_CAPACITY);
    private final List<KnownGroup> groups = new ArrayList<>();

    /** Begins a new list of groups. */
    void begin() {
        groups.clear();
    }

    void add(KnownGroup group) {
        groups.add(group);
    }

    /** Finds out which group is inside which; after the last {@link #add}. */
    void nest() {
        Map<String, KnownGroup> byPath = new HashMap<>();
        for (KnownGroup group : groups) {
            byPath.put(group.path, group);
        }
        for (KnownGroup group : groups) {
            group.outer = null;
            String path = group.path;
            for (int end = path.lastIndexOf('/');
                    end > 0 && group.outer == null;
                    end = path.lastIndexOf('/', end - 1)) {
                KnownGroup around = byPath.get(path.substring(0, end));
                group.outer = around != null && around.isNextTo(group) ? around : null;
            }
        }
    }

    /** Reads all groups and reports the time of each without that of those inside. */
    void report(WorkloadSource.Visitor visitor) {
        boolean hold = groups.size() <= MAX_HELD;
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).read(buffer, hold);
        }
        for (int i = 0; i < groups.size(); i++) {
            KnownGroup group = groups.get(i);
            long nanos = group.ownNanos();
            if (nanos >= 0) {
                visitor.group(group.innermostContainer(), group.job, nanos);
            }
        }
    }
}
