package io.scaph.api.internal.tick;

import io.scaph.api.snapshot.HostEnergy;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The energy of the host: the sum over its accounting root, and of that the part that is shared by CPU time: all but that of
 * {@link HostDevices}. Where psys is the root it is watched: if it proves to be
 * less than the packages that it should contain, or is gone for good, the root without psys takes over, for good and
 * without a jump. {@link #settle()} allocates nothing. Not safe for several threads.
 */
final class HostAccount {
    private static final Logger LOGGER = LoggerFactory.getLogger(HostAccount.class);

    /** So many readings in a row without a value, for so long, are more than a passing trouble. */
    private static final int GONE_AFTER = 5;

    private static final long GONE_AFTER_NANOS = 5_000_000_000L;

    /** Two counters that are read one after the other, and that move in steps, may differ by this part. */
    private static final double TOLERANCE = 0.02;

    /** For how long a reading counts in judging psys, more or less. */
    private static final double MEMORY_NANOS = 10e9;

    private final SensorBank sensors;
    private final int[] without;
    private final int[] psys;
    private final int[] packages;
    /** What stands in for psys: the rest of the root, such as a GPU, counts either way. */
    private final int[] insteadOfPsys;

    private final HostDevices devices;

    private List<Domain> root;
    /** Of the root in use, all but the devices. */
    private int[] rootIndexes;

    private final List<Domain> rootWithoutPsys;
    private Optional<String> remark = Optional.empty();

    private long energyMicrojoules;
    private long lowMicrojoules;
    private long highMicrojoules;
    private boolean known;

    /** Of the last moments: what is older counts less and less. */
    private double psysMicrojoules;

    private double packagesMicrojoules;
    /** What the counters of psys and packages had when all of them were last known. */
    private final long[] energyMarks;

    private final long[] timeMarks;
    private int psysFailures;
    private long psysSettledNanos;
    private long insteadSincePsys;

    HostAccount(SensorBank sensors) {
        this.sensors = sensors;
        Topology topology = sensors.topology();
        devices = new HostDevices(sensors);
        root = topology.host();
        rootIndexes = indexes(topology, devices.others(root));
        rootWithoutPsys = topology.hostWithoutPsys();
        without = indexes(topology, devices.others(rootWithoutPsys));
        psys = indexes(
                topology,
                root.stream()
                        .filter(domain -> !rootWithoutPsys.contains(domain))
                        .toList());
        energyMarks = new long[topology.domains().size()];
        timeMarks = new long[energyMarks.length];
        insteadOfPsys = indexes(
                topology,
                rootWithoutPsys.stream()
                        .filter(domain -> !root.contains(domain))
                        .toList());
        packages = indexes(
                topology,
                rootWithoutPsys.stream()
                        .filter(domain -> domain.kind() == DomainKind.PACKAGE)
                        .toList());
    }

    private static int[] indexes(Topology topology, List<Domain> some) {
        return some.stream().mapToInt(topology.domains()::indexOf).toArray();
    }

    /**
     * Adds what the last reading made known.
     *
     * @return the energy that is shared by CPU time, in µJ; see {@link #known()}
     */
    long settle() {
        long before = energyMicrojoules;
        if (psysInUse()) {
            watchPsys();
        }
        known = false;
        for (int domain : rootIndexes) {
            energyMicrojoules += sensors.delta(domain);
            lowMicrojoules += sensors.bounds(domain).lowDelta();
            highMicrojoules += sensors.bounds(domain).highDelta();
            known |= sensors.known(domain);
        }
        known |= energyMicrojoules > before;
        devices.settle();
        sensors.clear();
        return energyMicrojoules - before;
    }

    /** The part that is not shared by CPU time. */
    HostDevices devices() {
        return devices;
    }

    /** Whether any domain of the root that is shared by CPU time became known in the last reading. */
    boolean known() {
        return known;
    }

    /**
     * Whether the energy up to now that is not known will never be: then what was to share it, the CPU time, has nothing
     * to wait for.
     */
    boolean lost() {
        return !known && insteadSincePsys == 0 && noneAwaiting(rootIndexes);
    }

    /**
     * The host as of the last reading, which may be after the last {@link #settle()}.
     *
     * @param last the sample before; the same again if nothing has changed
     */
    Sample sample(Sample last) {
        Sample.Part cpu = settled().plus(sensors.unsettled(rootIndexes));
        Sample now = new Sample(sensors.lastNanos(), cpu.plus(devices.sample()), cpu);
        return now.equals(last) ? last : now;
    }

    private Sample.Part settled() {
        return new Sample.Part(energyMicrojoules, lowMicrojoules, highMicrojoules, 0, 0);
    }

    HostEnergy publish() {
        Sample.Part all = settled().plus(devices.settled());
        Optional<String> why = remark.or(this::lacking);
        return new HostEnergy(all.microjoules(), all.lowMicrojoules(), all.highMicrojoules(), root, why);
    }

    /** Packages that should count and could not be read when the sensor was opened. */
    private Optional<String> lacking() {
        Topology topology = sensors.topology();
        if (psys.length > 0 && rootIndexes != without) {
            return Optional.empty();
        }
        String ids = topology.domains().stream()
                .filter(domain ->
                        domain.kind() == DomainKind.PACKAGE && domain.remark().isEmpty() && !root.contains(domain))
                .map(Domain::id)
                .collect(Collectors.joining(", "));
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of("without " + ids + ", which could not be read at the start");
    }

    private boolean psysInUse() {
        return psys.length > 0 && rootIndexes != without && without.length > 0;
    }

    private void watchPsys() {
        if (!allSettled(psys)) {
            insteadSincePsys += sum(insteadOfPsys);
            if (psysFailures == 0 && !sensors.counter(psys[0]).awaiting()) {
                // It has not worked at all yet.
                psysSettledNanos = sensors.lastNanos();
            }
            psysFailures++;
            if (psysFailures >= GONE_AFTER && sensors.lastNanos() - psysSettledNanos >= GONE_AFTER_NANOS) {
                // This reading's own part is added by the new root.
                long since = insteadSincePsys - sum(insteadOfPsys);
                energyMicrojoules += since;
                lowMicrojoules += since;
                highMicrojoules += since;
                leavePsys("psys can't be read any more, or stands still");
            }
            return;
        }
        psysFailures = 0;
        psysSettledNanos = sensors.lastNanos();
        insteadSincePsys = 0;
        if (!allKnown(psys) || !allKnown(packages)) {
            return;
        }
        if (sameTime()) {
            double keep = Math.exp(-timeSinceMark(psys[0]) / MEMORY_NANOS);
            psysMicrojoules = psysMicrojoules * keep + sinceMark(psys);
            packagesMicrojoules = packagesMicrojoules * keep + sinceMark(packages);
        }
        mark(psys);
        mark(packages);
        long unit = 0;
        for (int domain : psys) {
            unit += sensors.counter(domain).unitMicrojoules();
        }
        if (psysMicrojoules + 2 * unit < packagesMicrojoules * (1 - TOLERANCE)) {
            leavePsys("psys counts less than the packages that it should contain");
        }
    }

    /**
     * Whether what became known since all were last known is of the same time for all: after failed readings one counter
     * brings more than this reading's energy, after a reset it brings less.
     */
    private boolean sameTime() {
        long time = timeSinceMark(psys[0]);
        return allOfTime(psys, time) && allOfTime(packages, time);
    }

    private boolean allOfTime(int[] domains, long time) {
        for (int domain : domains) {
            if (timeSinceMark(domain) != time) {
                return false;
            }
        }
        return true;
    }

    private long timeSinceMark(int domain) {
        return sensors.counter(domain).knownNanos() - timeMarks[domain];
    }

    private long sinceMark(int[] domains) {
        long sum = 0;
        for (int domain : domains) {
            sum += sensors.counter(domain).energyMicrojoules() - energyMarks[domain];
        }
        return sum;
    }

    private void mark(int[] domains) {
        for (int domain : domains) {
            energyMarks[domain] = sensors.counter(domain).energyMicrojoules();
            timeMarks[domain] = sensors.counter(domain).knownNanos();
        }
    }

    private void leavePsys(String reason) {
        LOGGER.warn("{}: the host is the sum of packages and dram from now on", reason);
        remark = Optional.of(reason);
        root = rootWithoutPsys;
        rootIndexes = without;
        insteadSincePsys = 0;
    }

    private boolean allKnown(int[] domains) {
        for (int domain : domains) {
            if (!sensors.known(domain)) {
                return false;
            }
        }
        return true;
    }

    private boolean allSettled(int[] domains) {
        for (int domain : domains) {
            if (!sensors.counter(domain).settled()) {
                return false;
            }
        }
        return true;
    }

    private boolean noneAwaiting(int[] domains) {
        for (int domain : domains) {
            if (sensors.counter(domain).awaiting()) {
                return false;
            }
        }
        return true;
    }

    private long sum(int[] domains) {
        long sum = 0;
        for (int domain : domains) {
            sum += sensors.delta(domain);
        }
        return sum;
    }
}
