package io.scaph.sensor.estimation;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.linux.machine.CpuTimes;
import io.scaph.sensor.estimation.internal.usage.Allotment;
import io.scaph.sensor.estimation.internal.usage.ContainerUsage;
import io.scaph.sensor.estimation.internal.usage.CpuUsage;
import io.scaph.sensor.estimation.internal.usage.MachineUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Integrates estimated power into counters: {@code psys} for the server, or a virtual machine's or container's share of it,
 * and within that a {@code package} for each socket. The host is psys, since what surrounds the CPUs is in it. Memory, disks
 * and network have separate domains and are not added.
 *
 * <p>A counter is computed from sums of time since the sensor was opened, so that it does not matter how often it is read; or,
 * where the machine's own curve was measured, by following that.
 */
final class EstimationSensor implements Sensor {
    /** How far beyond its highest estimate a domain's power is still taken to be possible. */
    private static final double CEILING_FACTOR = 4;
    /** The server is the first domain, its sockets' packages follow. */
    private static final int SERVER = 0;

    private final NanoClock clock;
    private final MachinePower power;
    private final int sockets;
    private final CpuUsage usage;
    private final List<ComponentEstimate> components;
    private final Topology topology;
    private final OptionalDouble cpus;
    private final @Nullable FollowedCurve followed;
    /** The energy by the curve, in µJ, of each domain. Unused without a curve. */
    private final Estimate[] followedMicrojoules;
    /** The energy by the lines at the last reading. They divide the curve's energy among server and packages. */
    private final Estimate[] lineMicrojoules;

    /**
     * Opens the sensor.
     *
     * @param procfs where {@code /proc} is
     * @param clock the clock
     * @param observed the machine
     * @param power its power
     * @param components what is estimated in addition
     * @throws IOException if the CPUs' use can't be read
     */
    EstimationSensor(
            Path procfs,
            NanoClock clock,
            ObservedMachine observed,
            MachinePower power,
            List<ComponentEstimate> components)
            throws IOException {
        this.components = List.copyOf(components);
        this.clock = clock;
        this.power = power;
        List<Integer> ids =
                observed.sockets().values().stream().distinct().sorted().toList();
        sockets = ids.size();
        Optional<Allotment> allotment = observed.allotment();
        cpus = allotment.isPresent() ? OptionalDouble.of(allotment.get().threads()) : OptionalDouble.empty();
        String zone;
        if (allotment.isPresent()) {
            usage = new ContainerUsage(allotment.get(), observed.sockets(), ids, clock.nanoTime());
            zone = allotment.get().usage().toString();
        } else {
            usage = new MachineUsage(procfs, observed.sockets(), ids, CpuTimes.read(procfs), clock.nanoTime());
            zone = procfs + "/stat";
        }
        topology = topology(ids, zone, observed);
        followed = power.curve().map(FollowedCurve::new).orElse(null);
        followedMicrojoules = new Estimate[1 + sockets];
        lineMicrojoules = new Estimate[1 + sockets];
        Arrays.fill(followedMicrojoules, Estimate.ZERO);
        Arrays.fill(lineMicrojoules, Estimate.ZERO);
    }

    private Topology topology(List<Integer> ids, String zone, ObservedMachine observed) {
        int threads = observed.machine().threads();
        String whole = observed.allotment().isPresent()
                ? "this container's share"
                : observed.isVirtual() ? "its share" : "the server";
        Domain server =
                estimated(Domain.of(DomainKind.PSYS.label(), DomainKind.PSYS), zone, power.server(), threads, whole);
        List<Domain> packages = ids.stream()
                .map(socket -> estimated(
                        Domain.ofSocket(DomainKind.PACKAGE, socket), zone, power.packages(), threads, "within psys"))
                .toList();
        List<Domain> domains = new ArrayList<>(List.of(server));
        domains.addAll(packages);
        components.forEach(component -> domains.add(component.domain()));
        // Packages are at most a part of the server by how they are made, so that psys stays the host.
        return Topology.of(domains, List.of(server)).withoutPsys(packages);
    }

    private static Domain estimated(Domain domain, String zone, PowerLines thread, int threads, String remark) {
        double most = CEILING_FACTOR * thread.high().fullWatts() * threads;
        return domain.at(zone)
                .withQuality(Quality.ESTIMATED)
                .withCeiling(Math.max(domain.kind().ceilingWatts(), (long) Math.ceil(most)))
                .withRemark(remark);
    }

    @Override
    public Topology topology() {
        return topology;
    }

    /** What it is computed from, and its possible error, in one line for users. */
    String summary() {
        return power.summary();
    }

    @Override
    public OptionalDouble cpus() {
        return cpus;
    }

    @Override
    public void read(RawCounters counters) {
        long now = clock.nanoTime();
        int first = 1 + sockets;
        try {
            usage.advance(now);
            follow();
            for (int i = 0; i < first; i++) {
                put(counters, i, followed == null ? lines(i) : followedMicrojoules[i]);
            }
        } catch (IOException e) {
            for (int i = 0; i < first; i++) {
                counters.fail(i, String.valueOf(e.getMessage()));
            }
        }
        for (int i = first; i < counters.size(); i++) {
            try {
                put(counters, i, components.get(i - first).energy().microjoules(now));
            } catch (IOException e) {
                counters.fail(i, String.valueOf(e.getMessage()));
            }
        }
    }

    private static void put(RawCounters counters, int domain, Estimate microjoules) {
        counters.putEstimate(
                domain, (long) microjoules.estimate(), (long) microjoules.low(), (long) microjoules.high());
    }

    private void follow() {
        if (followed == null || power.curve().isEmpty()) {
            return;
        }
        double added = followed.advance(total(usage::threadNanos), total(usage::busyNanos));
        // With a curve, the three lines of the server are one.
        double whole = lines(SERVER).estimate() - lineMicrojoules[SERVER].estimate();
        for (int domain = 0; domain <= sockets && whole > 0; domain++) {
            Estimate lines = lines(domain);
            Estimate share = lines.minus(lineMicrojoules[domain]).times(added / whole);
            followedMicrojoules[domain] = followedMicrojoules[domain].plus(
                    share.times(power.curve().get().factors()));
            lineMicrojoules[domain] = lines;
        }
    }

    private Estimate lines(int domain) {
        return domain == SERVER
                ? power.server().microjoules(total(usage::threadNanos), total(usage::busyNanos))
                : power.packages().microjoules(usage.threadNanos(domain - 1), usage.busyNanos(domain - 1));
    }

    private double total(IntToDoubleFunction nanosOfSocket) {
        return IntStream.range(0, sockets).mapToDouble(nanosOfSocket).sum();
    }
}
