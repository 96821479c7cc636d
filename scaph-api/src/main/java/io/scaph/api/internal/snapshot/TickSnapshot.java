package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a tick found. */
public record TickSnapshot(
        long sequence,
        long nanoTime,
        Instant time,
        List<SensorInfo> sensors,
        Topology topology,
        HostTotal hostTotal,
        List<DomainEnergy> domains,
        Balance balance,
        TickCost cost,
        Optional<ProcessEnergy> self,
        Optional<JvmEnergy> jvm)
        implements Snapshot {
    /**
     * What the measuring itself costs.
     *
     * @param all how long all ticks took together
     * @param last how long the last one took
     * @param skew how long after the energy the CPU times of the last tick were read
     */
    public record TickCost(Duration all, Duration last, Duration skew) {}

    /**
     * The total of the host.
     *
     * @param energy the energy of the accounting root. The ends of its range are the sums of those of its domains: models that
     *     err, err in the same direction, so nothing is taken off for adding up
     * @param root the accounting root in use
     * @param remark why the root is not the one that the topology prefers; empty if it is
     */
    public record HostTotal(EnergyRange energy, List<Domain> root, Optional<String> remark) {}

    @Override
    public String sensorNames() {
        return sensors.stream().map(SensorInfo::name).collect(Collectors.joining("+"));
    }

    @Override
    public EnergyRange host() {
        return hostTotal.energy();
    }

    @Override
    public List<Domain> root() {
        return hostTotal.root();
    }

    @Override
    public Optional<String> rootRemark() {
        return hostTotal.remark();
    }

    @Override
    public Quality quality() {
        return root().stream().map(Domain::quality).reduce(Quality.MEASURED, Quality::weaker);
    }

    @Override
    public Optional<DomainEnergy> domain(String id) {
        return domains.stream()
                .filter(domain -> domain.domain().id().equals(id))
                .findFirst();
    }

    @Override
    public AllocationPolicy policy() {
        return balance.policy();
    }

    @Override
    public int onlineCpus() {
        return balance.onlineCpus();
    }

    @Override
    public Duration capacity() {
        return balance.capacity();
    }

    @Override
    public Duration busy() {
        return balance.busy();
    }

    @Override
    public List<ProcessEnergy> processes() {
        return balance.processes();
    }

    @Override
    public Groups<Container> containers() {
        return balance.groups().containers();
    }

    @Override
    public Groups<Job> jobs() {
        return balance.groups().jobs();
    }

    @Override
    public Groups<Unit> units() {
        return balance.groups().units();
    }

    @Override
    public Groups<User> users() {
        return balance.groups().users();
    }

    @Override
    public Energy ended() {
        return balance.ended();
    }

    @Override
    public Energy idle() {
        return balance.idle();
    }

    @Override
    public Energy unattributed() {
        return balance.unattributed();
    }

    @Override
    public Energy interrupts() {
        return balance.interrupts();
    }

    @Override
    public Energy stolen() {
        return balance.stolen();
    }

    @Override
    public Duration lastTickTime() {
        return cost.last();
    }

    @Override
    public Duration tickTime() {
        return cost.all();
    }

    @Override
    public Duration skew() {
        return cost.skew();
    }
}
