package io.scaph.linux.container;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.WorkloadSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CPU times of the known groups, read without allocation. Not safe for use by several threads. */
final class GroupTimes {
    private static final int USAGE_CAPACITY = 512;

    /** Beyond this number of groups, descriptors are not kept. */
    private static final int MAX_HELD = 500;

    private static final Logger LOGGER = LoggerFactory.getLogger(GroupTimes.class);

    private final HostRoots roots;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(USAGE_CAPACITY);
    private List<KnownGroup> groups = List.of();
    private @Nullable GroupMounts mounts;

    GroupTimes(HostRoots roots) {
        this.roots = roots;
    }

    /** The file with the CPU time of a group; null if the group is not visible. */
    @Nullable
    GroupUsageFile open(KnownGroup.Place place) {
        Hierarchy hierarchy = place.hierarchy();
        if (hierarchy != null) {
            if (mounts == null) {
                mounts = new GroupMounts(roots);
            }
            Optional<Path> directory = mounts.directory(hierarchy, place.path());
            if (directory.isPresent()) {
                return new GroupUsageFile(hierarchy, directory.get());
            }
        }
        LOGGER.debug(
                "The control group {} is not below {}: processes that end unseen in it are not known to have been there",
                place.path(),
                roots.sysfs());
        return null;
    }

    /** Sets the groups to read, and finds out which one is inside which other one. */
    void set(List<KnownGroup> known) {
        groups = known;
        Map<String, KnownGroup> byPath = new HashMap<>();
        for (KnownGroup group : groups) {
            byPath.put(group.place().path(), group);
        }
        for (KnownGroup group : groups) {
            String path = group.place().path();
            KnownGroup outer = null;
            for (int end = path.lastIndexOf('/'); end > 0 && outer == null; end = path.lastIndexOf('/', end - 1)) {
                KnownGroup around = byPath.get(path.substring(0, end));
                outer = around != null && around.isInTreeOf(group) ? around : null;
            }
            group.setOuter(outer);
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
            long nanos = group.settle();
            if (nanos >= 0) {
                visitor.group(group.innermostContainer(), group.job(), nanos);
            }
        }
    }
}
