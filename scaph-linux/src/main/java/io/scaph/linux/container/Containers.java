package io.scaph.linux.container;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import io.scaph.linux.container.name.ContainerNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers and jobs that have a process now. In a pass, {@link #membership} is read for each new process, and
 * {@link #current} is called for each other one, with its container and job; {@link #reportTotals} ends the pass. A pass
 * allocates nothing while the set of containers and jobs and their descriptions stay the same. Not safe for use by several
 * threads.
 */
public final class Containers implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Containers.class);

    /** Containers or jobs beyond this number have neither totals nor names. */
    private static final int MAX_KNOWN = 10_000;

    /** A runtime that has other ids does not know containers by id. */
    private static final Pattern ASKABLE = Pattern.compile("[0-9a-f]{64}");

    private static final String KUBERNETES = "kubernetes";
    private static final String DOCKER = "docker";

    private final ContainerNames names;
    private final Map<String, KnownGroup> byId = new HashMap<>();
    private final Map<Job, KnownGroup> byJob = new HashMap<>();
    private final GroupTimes times;
    private boolean changed;
    private boolean isExcessLogged;
    private long namesVersion;
    private long pass = 1;

    /**
     * Reads nothing yet, and queries no runtime.
     *
     * @param roots where the host's {@code /proc} and {@code /sys} are
     */
    public Containers(HostRoots roots) {
        this(roots, ContainerNames.load());
    }

    Containers(HostRoots roots, ContainerNames names) {
        times = new GroupTimes(roots);
        this.names = names;
    }

    /**
     * Reads which container, job and unit a process belongs to.
     *
     * @param pidDirectory its directory in {@code /proc}
     * @return what its control groups show; nothing if it has ended
     */
    public Membership membership(Path pidDirectory) {
        ControlGroups groups = ControlGroups.read(pidDirectory.resolve("cgroup"));
        return new Membership(
                groups.innermost().map(group -> known(group, groups.job())),
                groups.job().map(this::known),
                groups.unit());
    }

    /**
     * Reads the unit of a process, but not its container and job.
     *
     * @param pidDirectory its directory in {@code /proc}
     * @return its unit; nothing if it has ended
     */
    public static Membership unitOnly(Path pidDirectory) {
        return new Membership(
                Optional.empty(),
                Optional.empty(),
                ControlGroups.read(pidDirectory.resolve("cgroup")).unit());
    }

    private Job known(JobGroup group) {
        KnownGroup known = byJob.get(group.job());
        if (known == null && byJob.size() < MAX_KNOWN) {
            known = new KnownGroup(group, Optional.of(group.job()), Optional.empty(), times.open(group));
            byJob.put(group.job(), known);
            changed = true;
        }
        if (known != null) {
            known.see(pass);
        }
        return group.job();
    }

    private Container known(ControlGroup group, Optional<JobGroup> job) {
        String id = group.container().id();
        KnownGroup known = byId.get(id);
        if (known != null
                && !known.place().path().equals(group.path())
                && group.user().isPresent()) {
            // A user may give a group the name of another user's container, but stays out of that one's totals.
            id = "user-" + group.user().getAsLong() + "/" + id;
            known = byId.get(id);
        }
        if (known == null || !known.place().path().equals(group.path())) {
            if (known == null && byId.size() >= MAX_KNOWN) {
                warnOfTooMany();
                return described(group, id);
            }
            known = begin(group, id, job);
            KnownGroup former = byId.put(id, known);
            if (former != null) {
                former.close();
            }
            changed = true;
        }
        known.see(pass);
        return known.container().orElseThrow();
    }

    private void warnOfTooMany() {
        if (!isExcessLogged) {
            isExcessLogged = true;
            LOGGER.warn(
                    "More than {} containers have a process: further ones are without names, and without the energy of"
                            + " processes that end unseen in them, which counts as unattributed",
                    MAX_KNOWN);
        }
    }

    private KnownGroup begin(ControlGroup group, String id, Optional<JobGroup> job) {
        // A container with a name in its path has no other name. For a mere lookalike no name is requested.
        if (group.container().name().isEmpty()
                && id.equals(group.container().id())
                && ASKABLE.matcher(id).matches()) {
            boolean inPod =
                    group.container().scheduler().filter(KUBERNETES::equals).isPresent();
            names.request(new ContainerIdentity(id, group.container().runtime(), inPod, group.podUid(), group.user()));
        }
        Optional<JobGroup> around = job.filter(of -> isBelow(group.path(), of.path()));
        // If two trees disagree, the job's part of the time is unknown.
        boolean clear = job.isEmpty()
                || (job.get().hierarchy() == group.hierarchy()
                        && (around.isPresent() || isBelow(job.get().path(), group.path())));
        return new KnownGroup(
                group, around.map(JobGroup::job), Optional.of(described(group, id)), clear ? times.open(group) : null);
    }

    private static boolean isBelow(String path, String above) {
        return path.startsWith(above + "/");
    }

    /** The description by the path and, unless it is a mere lookalike, by the runtime. */
    private Container described(ControlGroup group, String id) {
        Container found = group.container();
        Optional<ContainerDescription> reported = id.equals(found.id()) ? names.find(id) : Optional.empty();
        Map<String, String> labels = new HashMap<>();
        reported.ifPresent(description -> labels.putAll(description.labels()));
        labels.putAll(found.labels());
        Optional<String> runtime = found.runtime().or(() -> reported.flatMap(ContainerDescription::runtime));
        Optional<String> scheduler = found.scheduler().or(() -> runtime.filter(DOCKER::equals));
        Optional<String> name = found.name().or(() -> reported.flatMap(ContainerDescription::name));
        return Container.of(id, runtime.orElse(null), scheduler.orElse(null)).named(name.orElse(null), labels);
    }

    /**
     * Returns the current description of a container; called once a pass for each process that still exists.
     *
     * @param container its earlier description
     * @return its newest description: the same object unless it changed
     */
    public Container current(Container container) {
        KnownGroup known = byId.get(container.id());
        if (known == null) {
            return container;
        }
        known.see(pass);
        return known.container().orElse(container);
    }

    /**
     * Notes that a job still has a process; called once a pass for each process that still exists.
     *
     * @param job the job
     */
    public void current(Job job) {
        KnownGroup known = byJob.get(job);
        if (known != null) {
            known.see(pass);
        }
    }

    /**
     * Ends a pass: reports the CPU time of each container and job that had a process in it. The time of a container inside
     * another is not reported again as time of the outer one.
     *
     * @param visitor takes the times
     */
    public void reportTotals(WorkloadSource.Visitor visitor) {
        changed |= byId.values().removeIf(this::closeUnseen);
        changed |= byJob.values().removeIf(this::closeUnseen);
        if (changed) {
            changed = false;
            times.set(Stream.concat(byId.values().stream(), byJob.values().stream())
                    .toList());
        }
        if (namesVersion != names.version()) {
            namesVersion = names.version();
            byId.forEach((id, known) -> {
                if (known.place() instanceof ControlGroup group) {
                    known.setContainer(described(group, id));
                }
            });
        }
        times.report(visitor);
        pass++;
    }

    /** Closes a group that had no process in this pass; returns whether it did. */
    private boolean closeUnseen(KnownGroup known) {
        if (known.isSeen(pass)) {
            return false;
        }
        known.close();
        known.container().ifPresent(container -> names.release(container.id()));
        return true;
    }

    /** Closes all files and stops requesting names; takes two seconds at most. */
    @Override
    public void close() {
        names.close();
        byId.values().forEach(KnownGroup::close);
        byJob.values().forEach(KnownGroup::close);
        byId.clear();
        byJob.clear();
        times.set(List.of());
    }
}
