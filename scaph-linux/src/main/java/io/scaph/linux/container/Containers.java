package io.scaph.linux.container;

import io.scaph.api.snapshot.Container;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.text.KernelEnvironment;
import io.scaph.api.text.KernelText;
import io.scaph.linux.container.name.ContainerNames;
import io.scaph.linux.container.name.Description;
import io.scaph.linux.container.name.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers that have a process now. In a pass each process is either new, and its {@link #membership} is read, or its
 * container's {@link #current} description is asked for; {@link #tellTotals} ends the pass. A pass allocates nothing while
 * containers neither come nor go nor change. Not safe for use by several threads.
 */
public final class Containers implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Containers.class);

    /** The file has a line for each hierarchy, of a path of PATH_MAX at most. */
    private static final int MAX_FILE = 65_536;

    private static final int USAGE_CAPACITY = 512;

    /** Beyond so many containers descriptors are not kept. */
    private static final int MAX_HELD = 500;

    /** Beyond so many there are no totals of further ones, and nobody is asked for their names. */
    private static final int MAX_KNOWN = 10_000;

    private static final String KUBERNETES = "kubernetes";
    private static final String DOCKER = "docker";

    private final HostRoots roots;
    private final ContainerNames names;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(USAGE_CAPACITY);
    private final Map<String, KnownContainer> byId = new HashMap<>();
    private @Nullable GroupMounts mounts;
    private boolean changed;
    private boolean saidMissing;
    private boolean saidTooMany;
    private long namesVersion;
    private long pass = 1;

    /**
     * Reads nothing yet, and asks nobody.
     *
     * @param roots where the host's {@code /proc} and {@code /sys} are
     */
    public Containers(HostRoots roots) {
        this(roots, new ContainerNames(KernelEnvironment.variables()));
    }

    Containers(HostRoots roots, ContainerNames names) {
        this.roots = roots;
        this.names = names;
    }

    /**
     * Reads where a process belongs.
     *
     * @param pidDirectory its directory in {@code /proc}
     * @return what its control groups tell; nothing if it has ended
     */
    public Membership membership(Path pidDirectory) {
        ControlGroups groups = read(pidDirectory);
        if (groups.containers().isEmpty()) {
            return new Membership(Optional.empty(), groups.unit());
        }
        ControlGroup innermost = groups.containers().get(groups.containers().size() - 1);
        return new Membership(Optional.of(known(innermost, groups.hierarchy())), groups.unit());
    }

    /**
     * Reads the unit of a process, and nothing about its container.
     *
     * @param pidDirectory its directory in {@code /proc}
     * @return its unit; nothing if it has ended
     */
    public static Membership unitOnly(Path pidDirectory) {
        return new Membership(Optional.empty(), read(pidDirectory).unit());
    }

    /** No groups if the process has ended. */
    private static ControlGroups read(Path pidDirectory) {
        // A stream, which an interrupt of this thread does not close.
        try (InputStream in = Files.newInputStream(pidDirectory.resolve("cgroup"))) {
            // Raw: a path has backslashes of its own, and names a directory.
            String text = KernelText.raw(in.readNBytes(MAX_FILE));
            return ControlGroups.parse(List.of(text.split("\n", -1)));
        } catch (IOException e) {
            return ControlGroups.parse(List.of());
        }
    }

    private Container known(ControlGroup group, Optional<Hierarchy> hierarchy) {
        String id = group.container().id();
        KnownContainer known = byId.get(id);
        if (known != null
                && !known.group.path().equals(group.path())
                && group.user().isPresent()) {
            // A user may name a group like somebody else's container, but does not get into that one's account.
            id = "user-" + group.user().getAsLong() + "/" + id;
            known = byId.get(id);
        }
        if (known == null || !known.group.path().equals(group.path())) {
            if (known == null && byId.size() >= MAX_KNOWN) {
                warnOfTooMany();
                return described(group, id);
            }
            known = begin(group, id, hierarchy);
            KnownContainer former = byId.put(id, known);
            if (former != null) {
                former.close();
            }
            changed = true;
        }
        known.pass = pass;
        return known.container;
    }

    private void warnOfTooMany() {
        if (!saidTooMany) {
            saidTooMany = true;
            LOGGER.warn(
                    "More than {} containers have a process: further ones are without names, and without the energy of"
                            + " processes that end unseen in them, which counts as unattributed",
                    MAX_KNOWN);
        }
    }

    private KnownContainer begin(ControlGroup group, String id, Optional<Hierarchy> hierarchy) {
        // One with a name in its path has no other; and one that only looks like another's is not worth a question.
        if (group.container().name().isEmpty() && id.equals(group.container().id())) {
            boolean inPod =
                    group.container().scheduler().filter(KUBERNETES::equals).isPresent();
            names.want(new Subject(id, group.container().runtime(), inPod, group.podUid(), group.user()));
        }
        return new KnownContainer(group, described(group, id), usage(group, hierarchy));
    }

    private Container described(ControlGroup group, String id) {
        Container found = group.container();
        Optional<Description> told = id.equals(found.id()) ? names.find(id) : Optional.empty();
        if (told.isEmpty()) {
            return id.equals(found.id())
                    ? found
                    : new Container(id, found.runtime(), found.scheduler(), found.name(), found.labels());
        }
        Map<String, String> labels = new HashMap<>(told.get().labels());
        labels.putAll(found.labels());
        Optional<String> runtime = found.runtime().or(told.get()::runtime);
        return new Container(
                id,
                runtime,
                found.scheduler().or(() -> runtime.filter(DOCKER::equals)),
                told.get().name(),
                labels);
    }

    private @Nullable CpuUsage usage(ControlGroup group, Optional<Hierarchy> hierarchy) {
        if (hierarchy.isPresent()) {
            GroupMounts found = mounts;
            if (found == null) {
                found = GroupMounts.find(roots);
                mounts = found;
            }
            Optional<Path> directory = found.directory(hierarchy.get(), group.path());
            if (directory.isPresent()) {
                return new CpuUsage(hierarchy.get(), directory.get());
            }
        }
        if (!saidMissing) {
            saidMissing = true;
            LOGGER.debug(
                    "The control group {} is not to be seen below {}: what ended unseen in a container is not known to have"
                            + " been there",
                    group.path(),
                    roots.sysfs());
        }
        return null;
    }

    /**
     * What is known of a container now; a process that is still there calls this once a pass.
     *
     * @param container as it was described before
     * @return its newest description: the same object unless it changed
     */
    public Container current(Container container) {
        KnownContainer known = byId.get(container.id());
        if (known == null) {
            return container;
        }
        known.pass = pass;
        return known.container;
    }

    /**
     * Ends a pass: tells the CPU time of each container that a process was seen in. That of a container inside another is
     * not told again as that of the outer one.
     *
     * @param visitor is told
     */
    public void tellTotals(WorkloadSource.Visitor visitor) {
        if (byId.values().removeIf(this::isGone)) {
            changed = true;
        }
        if (changed) {
            changed = false;
            nest();
        }
        if (namesVersion != names.version()) {
            namesVersion = names.version();
            byId.forEach((id, known) -> known.describe(described(known.group, id)));
        }
        boolean hold = byId.size() <= MAX_HELD;
        for (KnownContainer known : byId.values()) {
            known.read(buffer, hold);
        }
        for (KnownContainer known : byId.values()) {
            long nanos = known.ownNanos();
            if (nanos >= 0) {
                visitor.container(known.container, nanos);
            }
        }
        pass++;
    }

    private boolean isGone(KnownContainer known) {
        if (known.pass == pass) {
            return false;
        }
        known.close();
        names.forget(known.container.id());
        return true;
    }

    private void nest() {
        Map<String, KnownContainer> byPath = new HashMap<>();
        for (KnownContainer known : byId.values()) {
            byPath.put(known.group.path(), known);
        }
        for (KnownContainer known : byId.values()) {
            known.outer = null;
            String path = known.group.path();
            for (int end = path.lastIndexOf('/');
                    end > 0 && known.outer == null;
                    end = path.lastIndexOf('/', end - 1)) {
                known.outer = byPath.get(path.substring(0, end));
            }
        }
    }

    /** Gives back what is held, and asks no more; takes some seconds at the most. */
    @Override
    public void close() {
        names.close();
        byId.values().forEach(KnownContainer::close);
        byId.clear();
    }
}
