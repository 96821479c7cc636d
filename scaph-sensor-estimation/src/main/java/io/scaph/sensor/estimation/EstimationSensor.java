package io.scaph.sensor.estimation;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.linux.machine.CpuTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Integrates estimated power into counters: {@code psys} for the server, or a virtual machine's or container's share of it,
 * and within that a {@code package} for each socket. The host is psys, since what surrounds the CPUs is in it. Memory, disks and
 * network are told beside it and not added.
 *
 * <p>A counter is computed from sums of time since the sensor was opened, so that it does not matter how often it is read; or,
 * where the machine's own curve was measured, by following that.
 */
final class EstimationSensor implements Sensor {
    /** How far beyond its highest estimate a domain's power is still taken to be possible. */
    private static final double CEILING_FACTOR = 4;
    /** The server is the first domain, its sockets' packages follow. */
    private static final int SERVER = 0;

    private static final Attachment.Bound[] BOUNDS = Attachment.Bound.values();

    private final NanoClock clock;
    private final MachinePower power;
    private final int sockets;
    private final CpuUsage usage;
    private final List<Attachment> attachments;
    private final Topology topology;
    private final OptionalDouble cpus;
    private final @Nullable FollowedCurve followed;
    /** The energy by the curve, for each domain. Unused without one. */
    private final Map<Attachment.Bound, double[]> followedMicrojoules = new EnumMap<>(Attachment.Bound.class);
    /** What the lines gave at the last reading. They divide the curve's energy among server and packages. */
    private final Map<Attachment.Bound, double[]> lineMicrojoules = new EnumMap<>(Attachment.Bound.class);

    /**
     * Opens the sensor.
     *
     * @param procfs where {@code /proc} is
     * @param clock what tells the time
     * @param sighting what was seen of the machine
     * @param power its power
     * @param attachments what is estimated beside that
     * @throws IOException if the CPUs' use can't be read
     */
    EstimationSensor(Path procfs, NanoClock clock, Sighting sighting, MachinePower power, List<Attachment> attachments)
            throws IOException {
        this.attachments = List.copyOf(attachments);
        this.clock = clock;
        this.power = power;
        List<Integer> ids =
                sighting.sockets().values().stream().distinct().sorted().toList();
        sockets = ids.size();
        Optional<Allotment> allotment = sighting.allotment();
        cpus = allotment.isPresent() ? OptionalDouble.of(allotment.get().threads()) : OptionalDouble.empty();
        String zone;
        if (allotment.isPresent()) {
            usage = new ContainerUsage(allotment.get(), sighting.sockets(), ids, clock.nanoTime());
            zone = allotment.get().usage().toString();
        } else {
            usage = new MachineUsage(procfs, sighting.sockets(), ids, CpuTimes.read(procfs), clock.nanoTime());
            zone = procfs + "/stat";
        }
        topology = topology(ids, zone, sighting);
        followed = power.curve().map(FollowedCurve::new).orElse(null);
        for (Attachment.Bound bound : BOUNDS) {
            followedMicrojoules.put(bound, new double[1 + sockets]);
            lineMicrojoules.put(bound, new double[1 + sockets]);
        }
    }

    private Topology topology(List<Integer> ids, String zone, Sighting sighting) {
        int threads = sighting.machine().threads();
        String whole =
                allotted(sighting) ? "this container's share" : sighting.isVirtual() ? "its share" : "the server";
        Domain server = domain(DomainKind.PSYS, OptionalInt.empty(), zone, power.server(), threads, whole);
        List<Domain> domains = new ArrayList<>(List.of(server));
        for (int socket : ids) {
            domains.add(
                    domain(DomainKind.PACKAGE, OptionalInt.of(socket), zone, power.packages(), threads, "within psys"));
        }
        int cpus = domains.size();
        attachments.forEach(attachment -> domains.add(attachment.domain()));
        // Packages are at most a part of the server by how they are made, so that psys stays the host.
        return Topology.of(domains, List.of(server)).withoutPsys(domains.subList(1, cpus));
    }

    private static boolean allotted(Sighting sighting) {
        return sighting.allotment().isPresent();
    }

    private static Domain domain(
            DomainKind kind, OptionalInt socket, String zone, Interval thread, int threads, String remark) {
        double most = CEILING_FACTOR * thread.high().fullWatts() * threads;
        Domain domain = socket.isPresent() ? Domain.ofSocket(kind, socket.getAsInt()) : Domain.of(kind.label(), kind);
        return domain.at(zone)
                .withQuality(Quality.ESTIMATED)
                .withCeiling(Math.max(kind.ceilingWatts(), (long) Math.ceil(most)))
                .withRemark(remark);
    }

    @Override
    public Topology topology() {
        return topology;
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
                put(counters, i);
            }
        } catch (IOException e) {
            for (int i = 0; i < first; i++) {
                counters.fail(i, String.valueOf(e.getMessage()));
            }
        }
        for (int i = first; i < counters.size(); i++) {
            try {
                attachments.get(i - first).advance(now);
                put(counters, i);
            } catch (IOException e) {
                counters.fail(i, String.valueOf(e.getMessage()));
            }
        }
    }

    private void put(RawCounters counters, int domain) {
        counters.putEstimate(
                domain,
                (long) microjoules(domain, Attachment.Bound.ESTIMATE),
                (long) microjoules(domain, Attachment.Bound.LOW),
                (long) microjoules(domain, Attachment.Bound.HIGH));
    }

    private void follow() {
        if (followed == null || power.curve().isEmpty()) {
            return;
        }
        double threads = 0;
        double busy = 0;
        for (int socket = 0; socket < sockets; socket++) {
            threads += usage.threadNanos(socket);
            busy += usage.busyNanos(socket);
        }
        double added = followed.advance(threads, busy);
        for (Attachment.Bound bound : BOUNDS) {
            double[] energies = of(followedMicrojoules, bound);
            double[] last = of(lineMicrojoules, bound);
            double whole = lines(SERVER, bound) - last[SERVER];
            for (int domain = 0; domain <= sockets && whole > 0; domain++) {
                double lines = lines(domain, bound);
                energies[domain] += added * power.curve().get().factor(bound) * (lines - last[domain]) / whole;
                last[domain] = lines;
            }
        }
    }

    private static double[] of(Map<Attachment.Bound, double[]> energies, Attachment.Bound bound) {
        return Objects.requireNonNull(energies.get(bound));
    }

    private double microjoules(int domain, Attachment.Bound bound) {
        if (domain > sockets) {
            return attachments.get(domain - 1 - sockets).microjoules(bound);
        }
        return followed == null ? lines(domain, bound) : of(followedMicrojoules, bound)[domain];
    }

    private double lines(int domain, Attachment.Bound bound) {
        PowerLine line = (domain == SERVER ? power.server() : power.packages()).line(bound);
        if (domain != SERVER) {
            return line.microjoules(usage.threadNanos(domain - 1), usage.busyNanos(domain - 1));
        }
        double sum = 0;
        for (int socket = 0; socket < sockets; socket++) {
            sum += line.microjoules(usage.threadNanos(socket), usage.busyNanos(socket));
        }
        return sum;
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
