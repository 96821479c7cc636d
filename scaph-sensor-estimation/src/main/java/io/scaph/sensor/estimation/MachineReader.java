package io.scaph.sensor.estimation;

import io.scaph.api.spi.HostRoots;
import io.scaph.linux.environment.HostEnvironment;
import io.scaph.linux.environment.SystemFiles;
import io.scaph.linux.machine.CpuInfo;
import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.hardware.CpuFacts;
import io.scaph.sensor.estimation.internal.hardware.CpuId;
import io.scaph.sensor.estimation.internal.hardware.CpuModel;
import io.scaph.sensor.estimation.internal.hardware.CpuName;
import io.scaph.sensor.estimation.internal.hardware.MicroArchitecture;
import io.scaph.sensor.estimation.internal.hardware.Vendor;
import io.scaph.sensor.estimation.internal.power.MachineTraits;
import io.scaph.sensor.estimation.internal.usage.Allotment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Observes what a machine shows of itself in {@code /proc} and {@code /sys}; needs no privilege. */
final class MachineReader {
    private static final Pattern NOMINAL = Pattern.compile("@ ?(\\d+(?:[.]\\d+)?) ?GHz");
    private static final double MEGAHERTZ_PER_GIGAHERTZ = 1_000;
    private static final double KILOHERTZ_PER_MEGAHERTZ = 1_000;
    private static final double KIBIBYTES_PER_GIBIBYTE = 1024.0 * 1024.0;
    private static final double MICROWATTS_PER_WATT = 1e6;

    /** Hypervisors that show one thread per core unless configured otherwise, regardless of what a vCPU is. */
    private static final Set<String> ARBITRARY_TOPOLOGY =
            Set.of("QEMU", "KVM", "VMware", "VirtualBox", "Bochs", "OpenStack");

    private final Path procfs;
    private final Path sysfs;
    private final HostEnvironment environment;

    MachineReader(HostRoots roots) {
        procfs = roots.procfs();
        sysfs = roots.sysfs();
        environment = HostEnvironment.detect(roots);
    }

    /**
     * Observes the machine.
     *
     * @param online the hardware threads that are online
     * @param givenTdpWatts the thermal design power of a chip, where the user gives it
     * @return what was observed
     */
    ObservedMachine read(Set<Integer> online, OptionalDouble givenTdpWatts) {
        SortedMap<Integer, Integer> sockets = sockets(online);
        boolean virtual = environment.hypervisor().isPresent();
        Optional<String> name = cpu().modelName().filter(text -> !text.isBlank());
        int cores = cores(online);
        MachineTraits machine = new MachineTraits(
                name,
                cpuId(),
                megahertz(name, virtual),
                givenTdpWatts.isPresent() || virtual ? givenTdpWatts : powercapTdp(name),
                online.size(),
                memory(),
                virtual
                        ? Optional.empty()
                        : Optional.of(new MachineTraits.Processors(new HashSet<>(sockets.values()).size(), cores)));
        return new ObservedMachine(
                machine,
                environment.hypervisor(),
                hostThreadsPerThread(machine, cores),
                sockets,
                Allotment.read(sysfs, online));
    }

    private CpuInfo cpu() {
        return environment.cpu();
    }

    private SortedMap<Integer, Integer> sockets(Set<Integer> online) {
        SortedMap<Integer, Integer> sockets = new TreeMap<>();
        boolean inCpuinfo = cpu().field("physical id").isPresent();
        for (int cpu : online) {
            int socket = inCpuinfo
                    ? cpu().sockets().getOrDefault(cpu, 0)
                    : number(SystemFiles.firstLine(topology(cpu, "physical_package_id")))
                            .orElse(0);
            sockets.put(cpu, Math.max(0, socket));
        }
        return sockets;
    }

    private Path topology(int cpu, String file) {
        return sysfs.resolve("devices/system/cpu/cpu" + cpu + "/topology").resolve(file);
    }

    /** By the topology of each thread, else by what the first socket shows, else each thread is a core. */
    private int cores(Set<Integer> online) {
        int shown = (int) online.stream()
                .flatMap(cpu -> SystemFiles.firstLine(topology(cpu, "thread_siblings_list")).stream())
                .distinct()
                .count();
        if (shown > 0) {
            return shown;
        }
        int coresOfSocket = number(cpu().field("cpu cores")).orElse(0);
        int threadsOfSocket = number(cpu().field("siblings")).orElse(0);
        int threadsPerCore = coresOfSocket > 0 ? Math.max(1, threadsOfSocket / coresOfSocket) : 1;
        return Math.max(1, online.size() / threadsPerCore);
    }

    /** Reference: estimation of a virtual machine's share, docs/estimation.md. */
    private int hostThreadsPerThread(MachineTraits machine, int cores) {
        Optional<String> hypervisor = environment.hypervisor();
        if (hypervisor.isEmpty() || ARBITRARY_TOPOLOGY.contains(hypervisor.get()) || machine.threads() > cores) {
            return 1;
        }
        // One thread alone shows nothing: the smallest machines are a thread of a core.
        boolean shown = cpu().field("siblings").isPresent()
                || SystemFiles.firstLine(topology(0, "thread_siblings_list")).isPresent();
        return shown && machine.threads() > 1 ? threadsPerCore(machine) : 1;
    }

    private static int threadsPerCore(MachineTraits machine) {
        CpuFacts facts = CpuFacts.shipped();
        Optional<CpuName> name = machine.cpuName().map(CpuName::of);
        Optional<CpuModel> listed = name.flatMap(facts::model);
        if (listed.isPresent()) {
            return listed.get().threads() / listed.get().cores();
        }
        Chip chip = machine.chip();
        return facts.microArchitectures().stream()
                .filter(kind -> chip.kind().equals(Optional.of(kind.name())))
                .findFirst()
                .or(() -> machine.cpuId()
                        .flatMap(id -> facts.microArchitectures(id).stream().findFirst()))
                .map(MicroArchitecture::threadsPerCore)
                .orElse(1);
    }

    private Optional<CpuId> cpuId() {
        OptionalInt implementer = number(cpu().field("CPU implementer"));
        OptionalInt part = number(cpu().field("CPU part"));
        if (implementer.isPresent() && part.isPresent()) {
            return Optional.of(new CpuId(Vendor.ARM, implementer.getAsInt(), part.getAsInt()));
        }
        OptionalInt family = cpu().family();
        OptionalInt model = number(cpu().field("model"));
        return cpu().vendor()
                .flatMap(Vendor::ofIdentifier)
                .filter(vendor -> family.isPresent() && model.isPresent())
                .map(vendor -> new CpuId(vendor, family.getAsInt(), model.getAsInt()));
    }

    /** The nominal frequency; {@code cpu MHz} is the present one, but in a virtual machine that of its clock. */
    private OptionalDouble megahertz(Optional<String> name, boolean virtual) {
        Matcher nominal = NOMINAL.matcher(name.orElse(""));
        if (nominal.find()) {
            return OptionalDouble.of(Double.parseDouble(nominal.group(1)) * MEGAHERTZ_PER_GIGAHERTZ);
        }
        OptionalDouble base = decimal(
                SystemFiles.firstLine(sysfs.resolve("devices/system/cpu/cpu0/cpufreq/base_frequency")),
                KILOHERTZ_PER_MEGAHERTZ);
        return base.isEmpty() && virtual ? decimal(cpu().field("cpu MHz"), 1) : base;
    }

    private OptionalDouble memory() {
        Optional<String> kibibytes = SystemFiles.lines(procfs.resolve("meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .findFirst()
                .map(line -> line.replaceAll("MemTotal:|kB", ""));
        return decimal(kibibytes, KIBIBYTES_PER_GIBIBYTE);
    }

    /** What the firmware takes the first package's power limit from, readable where the counters may not be. */
    private OptionalDouble powercapTdp(Optional<String> name) {
        return name.map(CpuName::of).flatMap(CpuFacts.shipped()::model).isPresent()
                ? OptionalDouble.empty()
                : decimal(
                        SystemFiles.firstLine(sysfs.resolve("class/powercap/intel-rapl:0/constraint_0_max_power_uw")),
                        MICROWATTS_PER_WATT);
    }

    private static OptionalInt number(Optional<String> text) {
        try {
            return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.decode(text.get()));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** A number in other units: divided by how many of them make one. */
    private static OptionalDouble decimal(Optional<String> text, double unitsPerOne) {
        try {
            return text.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(text.get()) / unitsPerOne);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
