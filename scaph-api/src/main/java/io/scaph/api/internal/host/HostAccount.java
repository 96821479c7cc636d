package io.scaph.api.internal.host;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.internal.snapshot.TickSnapshot.HostTotal;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The energy of the host: the sum over its accounting root, in a {@link HostPart} for each account of the ledger. If psys is
 * the root, it is checked ({@link PsysWatch}): while its values can't be the host's, the root without psys is used. psys is
 * used again when its values are plausible. The total never jumps. {@link #settle()} allocates nothing. Not safe for use by
 * several threads.
 */
final class HostAccount {
    private static final Logger LOGGER = LoggerFactory.getLogger(HostAccount.class);

    /** The domains of the host that have an account each. */
    private final List<Domain> own;

    private final Function<Domain, Optional<AllocationKey>> keys;
    private final HostPart cpu = new HostPart();
    /** The part of CPU time, then those of {@link #own}. */
    private final List<HostPart> parts = new ArrayList<>(List.of(cpu));

    /** For each domain of {@link #own}, its index in the topology. */
    private int[][] ownIndexes;

    private SensorBank sensors;
    private AccountingRoots roots;
    private Optional<String> remark = Optional.empty();

    /** The energy of the domains that replace psys since psys was last read, in µJ. */
    private long insteadSincePsys;

    /**
     * Starts without energy.
     *
     * @param sensors the sensors
     * @param keys what the energy of a domain is shared by, if not by CPU time
     */
    HostAccount(SensorBank sensors, Function<Domain, Optional<AllocationKey>> keys) {
        this.sensors = sensors;
        this.keys = keys;
        own = own(sensors.topology());
        ownIndexes = ownIndexes(sensors.topology());
        own.forEach(domain -> parts.add(new HostPart()));
        roots = new AccountingRoots(sensors, own);
    }

    /** In both roots: what only one of them counts comes and goes with psys, and stays with the rest. */
    private List<Domain> own(Topology topology) {
        return topology.host().stream()
                .filter(domain -> keys.apply(domain).isPresent()
                        && topology.hostWithoutPsys().contains(domain))
                .toList();
    }

    private int[][] ownIndexes(Topology topology) {
        return own.stream()
                .map(domain -> AccountingRoots.indexes(topology, List.of(domain)))
                .toArray(int[][]::new);
    }

    /** The domains that have an account each. */
    List<Domain> ownDomains() {
        return own;
    }

    /** Whether the same domains of another topology have an account each. */
    boolean fits(Topology topology) {
        return own.equals(own(topology));
    }

    /** The part of CPU time, then those of {@link #ownDomains()}, as the ledger's accounts. */
    List<HostPart> parts() {
        return parts;
    }

    /**
     * Continues with other sensors; what was known is settled.
     *
     * @param next sensors that {@link #fits fit}
     */
    void use(SensorBank next) {
        sensors = next;
        ownIndexes = ownIndexes(next.topology());
        roots = new AccountingRoots(next, own);
        remark = Optional.empty();
        insteadSincePsys = 0;
    }

    /** Starts to collect what becomes known in a tick, by one {@link #settle()} or several. */
    void beginTick() {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).beginTick();
        }
    }

    /** Adds what the last reading made known; the sensors must be cleared before the next reading. */
    void settle() {
        boolean returns = roots.hasChoice() && watchPsys();
        cpu.settle(sensors, roots.byCpuTime());
        if (insteadSincePsys > 0) {
            cpu.keepUnknown();
        }
        for (int i = 0; i < own.size(); i++) {
            parts.get(1 + i).settle(sensors, ownIndexes[i]);
        }
        if (returns) {
            roots.returnToPsys();
            remark = Optional.empty();
            LOGGER.warn("psys is sane again, and is the host from now on");
        }
    }

    /** Judges psys; true if it is the host again after this reading, which the packages still have. */
    private boolean watchPsys() {
        String fault = roots.psys().judge();
        if (roots.isPsysLeft()) {
            return fault == null && roots.psys().isSane();
        }
        insteadSincePsys = roots.psys().isSettled() ? 0 : insteadSincePsys + sum(roots.insteadOfPsys());
        if (fault != null) {
            leavePsys(fault);
        }
        return false;
    }

    private void leavePsys(String reason) {
        LOGGER.warn("{}: the host is the sum of packages and dram until psys is sane", reason);
        if (insteadSincePsys > 0) {
            // The part of this reading is added with the new root.
            long since = insteadSincePsys - sum(roots.insteadOfPsys());
            cpu.add(since, since, since);
        }
        remark = Optional.of(reason);
        roots.leavePsys();
        insteadSincePsys = 0;
    }

    /**
     * The host as of the last reading, which may be after the last {@link #settle()}.
     *
     * @param last the sample before; the same again if nothing has changed
     */
    Sample sample(Sample last) {
        Sample.Part byCpuTime = cpu.settled().plus(sensors.unsettled(roots.byCpuTime()));
        Sample.Part all = byCpuTime;
        for (int i = 0; i < own.size(); i++) {
            all = all.plus(parts.get(1 + i).settled()).plus(sensors.unsettled(ownIndexes[i]));
        }
        Sample now = new Sample(sensors.lastNanos(), all, byCpuTime);
        return now.equals(last) ? last : now;
    }

    private Sample.Part settled() {
        Sample.Part sum = Sample.Part.NONE;
        for (HostPart part : parts) {
            sum = sum.plus(part.settled());
        }
        return sum;
    }

    HostTotal publish() {
        Sample.Part all = settled();
        Optional<String> why = remark.or(this::missingPackages);
        EnergyRange energy = EnergyRange.ofMicrojoules(all.microjoules(), all.lowMicrojoules(), all.highMicrojoules());
        return new HostTotal(energy, roots.domains(), why);
    }

    /** Packages that should count and could not be read when the sensor was opened. A wall meter counts them itself. */
    private Optional<String> missingPackages() {
        Topology topology = sensors.topology();
        if (roots.isPsysOrWall()) {
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

    private long sum(int[] domains) {
        long sum = 0;
        for (int domain : domains) {
            sum += sensors.meter(domain).energy().delta();
        }
        return sum;
    }
}
