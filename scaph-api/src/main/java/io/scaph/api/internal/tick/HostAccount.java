package io.scaph.api.internal.tick;

import io.scaph.api.internal.value.HostTotal;
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
 * {@link HostDevices}. Where psys is the root it is watched ({@link PsysWatch}): while it can't stand for the host the root
 * without psys does, and psys comes back when it is sane again; the total never jumps. {@link #settle()} allocates nothing.
 * Not safe for several threads.
 */
final class HostAccount {
    private static final Logger LOGGER = LoggerFactory.getLogger(HostAccount.class);

    private final HostDevices devices;

    private SensorBank sensors;
    private Roots roots;
    private Optional<String> remark = Optional.empty();

    private long energyMicrojoules;
    private long lowMicrojoules;
    private long highMicrojoules;
    private boolean known;
    /** What stands in for psys has this much since psys was last read. */
    private long insteadSincePsys;

    /** The two accounting roots of a topology, and which of them is in use. */
    private static final class Roots {
        /** Whether there is psys, and packages that can stand in for it. */
        final boolean hasChoice;

        final PsysWatch watch;
        /** What stands in for psys: the rest of the root, such as a GPU, counts either way. */
        final int[] insteadOfPsys;

        private final List<Domain> preferred;
        private final List<Domain> without;
        private final int[] preferredIndexes;
        private final int[] withoutIndexes;
        private final boolean holdsPsys;
        private boolean left;

        Roots(SensorBank sensors, HostDevices devices) {
            Topology topology = sensors.topology();
            preferred = topology.host();
            without = topology.hostWithoutPsys();
            preferredIndexes = indexes(topology, devices.others(preferred));
            withoutIndexes = indexes(topology, devices.others(without));
            int[] psys = indexes(topology, minus(preferred, without));
            insteadOfPsys = indexes(topology, minus(without, preferred));
            holdsPsys = psys.length > 0;
            hasChoice = holdsPsys && withoutIndexes.length > 0;
            int[] packages = indexes(
                    topology,
                    without.stream()
                            .filter(domain -> domain.kind() == DomainKind.PACKAGE)
                            .toList());
            watch = new PsysWatch(sensors, psys, packages);
        }

        private static List<Domain> minus(List<Domain> some, List<Domain> others) {
            return some.stream().filter(domain -> !others.contains(domain)).toList();
        }

        private static int[] indexes(Topology topology, List<Domain> some) {
            return some.stream().mapToInt(topology.domains()::indexOf).toArray();
        }

        boolean isPsys() {
            return holdsPsys && !left;
        }

        /** The root in use. */
        List<Domain> domains() {
            return left ? without : preferred;
        }

        /** Of the root in use, all but the devices. */
        int[] indexes() {
            return left ? withoutIndexes : preferredIndexes;
        }
    }

    HostAccount(SensorBank sensors) {
        this.sensors = sensors;
        devices = new HostDevices(sensors);
        roots = new Roots(sensors, devices);
    }

    /**
     * Goes on with other sensors; what was known is settled.
     *
     * @param next sensors that have the same devices
     */
    void use(SensorBank next) {
        sensors = next;
        devices.use(next);
        roots = new Roots(next, devices);
        remark = Optional.empty();
        insteadSincePsys = 0;
    }

    /**
     * Adds what the last reading made known.
     *
     * @return the energy that is shared by CPU time, in µJ; see {@link #known()}
     */
    long settle() {
        long before = energyMicrojoules;
        boolean takeBack = roots.hasChoice && watchPsys();
        known = false;
        for (int domain : roots.indexes()) {
            energyMicrojoules += sensors.delta(domain);
            lowMicrojoules += sensors.bounds(domain).lowDelta();
            highMicrojoules += sensors.bounds(domain).highDelta();
            known |= sensors.known(domain);
        }
        known |= energyMicrojoules > before;
        devices.settle();
        sensors.clear();
        if (takeBack) {
            roots.left = false;
            remark = Optional.empty();
            LOGGER.warn("psys is sane again, and is the host from now on");
        }
        return energyMicrojoules - before;
    }

    /** Judges psys; true if it is the host again after this reading, which the packages still have. */
    private boolean watchPsys() {
        String fault = roots.watch.judge();
        if (roots.left) {
            return fault == null && roots.watch.isSane();
        }
        insteadSincePsys = roots.watch.isSettled() ? 0 : insteadSincePsys + sum(roots.insteadOfPsys);
        if (fault != null) {
            leavePsys(fault);
        }
        return false;
    }

    private void leavePsys(String reason) {
        LOGGER.warn("{}: the host is the sum of packages and dram until psys is sane", reason);
        if (insteadSincePsys > 0) {
            // This reading's own part is added with the new root.
            long since = insteadSincePsys - sum(roots.insteadOfPsys);
            energyMicrojoules += since;
            lowMicrojoules += since;
            highMicrojoules += since;
        }
        remark = Optional.of(reason);
        roots.left = true;
        insteadSincePsys = 0;
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
        return !known && insteadSincePsys == 0 && noneAwaiting(roots.indexes());
    }

    /**
     * The host as of the last reading, which may be after the last {@link #settle()}.
     *
     * @param last the sample before; the same again if nothing has changed
     */
    Sample sample(Sample last) {
        Sample.Part cpu = settled().plus(sensors.unsettled(roots.indexes()));
        Sample now = new Sample(sensors.lastNanos(), cpu.plus(devices.sample()), cpu);
        return now.equals(last) ? last : now;
    }

    private Sample.Part settled() {
        return new Sample.Part(energyMicrojoules, lowMicrojoules, highMicrojoules, 0, 0);
    }

    HostTotal publish() {
        Sample.Part all = settled().plus(devices.settled());
        Optional<String> why = remark.or(this::lacking);
        return new HostTotal(all.microjoules(), all.lowMicrojoules(), all.highMicrojoules(), roots.domains(), why);
    }

    /** Packages that should count and could not be read when the sensor was opened. */
    private Optional<String> lacking() {
        Topology topology = sensors.topology();
        if (roots.isPsys()) {
            return Optional.empty();
        }
        String ids = topology.domains().stream()
                .filter(domain -> domain.kind() == DomainKind.PACKAGE
                        && domain.remark().isEmpty()
                        && !roots.domains().contains(domain))
                .map(Domain::id)
                .collect(Collectors.joining(", "));
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of("without " + ids + ", which could not be read at the start");
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
