package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.Balance.GroupBalance;
import io.scaph.api.internal.snapshot.CorrectionCounts;
import io.scaph.api.internal.snapshot.DomainTotal;
import io.scaph.api.internal.snapshot.GroupLines;
import io.scaph.api.internal.snapshot.ProcessTotal;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.internal.snapshot.TickSnapshot.HostTotal;
import io.scaph.api.internal.snapshot.TickSnapshot.TickCost;
import io.scaph.api.testing.Domains;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A snapshot in the making: of two packages, at whole seconds. */
final class Moment {
    private static final long SECOND = 1_000_000_000;
    private static final long JOULE = 1_000_000;

    private static final Topology TOPOLOGY =
            Topology.of(List.of(Domains.pkg(0), Domains.pkg(1)), List.of(Domains.pkg(0), Domains.pkg(1)));

    private final long sequence;
    private final long nanos;
    private final long[] joules = new long[2];
    private final long[] knownSeconds = new long[2];
    private long unknownSeconds;
    private final List<ProcessEnergy> lines = new ArrayList<>();
    private long ended;
    private long idle;
    private long unattributed;

    Moment(long sequence, long seconds) {
        this.sequence = sequence;
        this.nanos = Long.MAX_VALUE - 5 * SECOND + seconds * SECOND;
    }

    Moment domain(int index, long energyJoules, long seconds) {
        joules[index] = energyJoules;
        knownSeconds[index] = seconds;
        return this;
    }

    /** For how long the first domain has been unknown. */
    Moment unknown(long seconds) {
        unknownSeconds = seconds;
        return this;
    }

    Moment line(ProcessInfo process, long energyJoules, boolean hasEnded) {
        lines.add(new ProcessTotal(
                process, new Energy(energyJoules * JOULE), Energy.ZERO, Energy.ZERO, Duration.ZERO, hasEnded));
        return this;
    }

    private static <G extends Group> Groups<G> none() {
        return new GroupLines<>(List.of(), Energy.ZERO);
    }

    private static EnergyRange range(long joules) {
        return EnergyRange.ofMicrojoules(joules * JOULE, joules * JOULE, joules * JOULE);
    }

    Moment rest(long endedJoules, long idleJoules, long unattributedJoules) {
        ended = endedJoules;
        idle = idleJoules;
        unattributed = unattributedJoules;
        return this;
    }

    Snapshot snapshot() {
        List<DomainEnergy> domains = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            domains.add(new DomainTotal(
                    TOPOLOGY.domains().get(i),
                    range(joules[i]),
                    Duration.ofSeconds(knownSeconds[i]),
                    Duration.ofSeconds(i == 0 ? unknownSeconds : 0),
                    Optional.empty(),
                    new CorrectionCounts(0, 0, 0, 0, 0, 0, 0, Energy.ZERO)));
        }
        return new TickSnapshot(
                sequence,
                nanos,
                Instant.EPOCH,
                List.of(),
                TOPOLOGY,
                new HostTotal(range(joules[0] + joules[1]), TOPOLOGY.host(), Optional.empty()),
                domains,
                new Balance(
                        AllocationPolicy.CAPACITY,
                        4,
                        Duration.ZERO,
                        Duration.ZERO,
                        lines,
                        new GroupBalance(none(), none(), none(), none()),
                        List.of(),
                        Energy.ofJoules((double) ended),
                        Energy.ofJoules((double) idle),
                        Energy.ofJoules((double) unattributed),
                        Energy.ZERO,
                        Energy.ZERO),
                new TickCost(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                Optional.empty(),
                Optional.empty());
    }
}
