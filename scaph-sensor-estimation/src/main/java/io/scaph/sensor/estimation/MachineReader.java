package io.scaph.sensor.estimation;

import io.scaph.api.spi.HostRoots;
import io.scaph.linux.environment.HostEnvironment;
import io.scaph.linux.environment.SystemFiles;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    /** The fields of {@code /proc/cpuinfo} as the first CPU has them. */
    private final Map<String, String> first = new HashMap<>();

    MachineReader(HostRoots roots) {
        procfs = roots.procfs();
        sysfs = roots.sysfs();
        environment = HostEnvironment.detect(roots);
        for (String line : SystemFiles.lines(procfs.resolve("cpuinfo"))) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                first.putIfAbsent(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
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
        Optional<String> name = Optional.ofNullable(first.get("model name")).filter(text -> !text.isBlank());
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

    private SortedMap<Integer, Integer> sockets(Set<Integer> online) {
        SortedMap<Integer, Integer> sockets = new TreeMap<>();
        SortedMap<Integer, Integer> listed = environment.cpu().sockets();
        boolean inCpuinfo = first.containsKey("physical id");
        for (int cpu : online) {
            int socket = inCpuinfo
                    ? listed.getOrDefault(cpu, 0)
                    : number(topology(cpu, "physical_package_id")).orElse(0);
            sockets.put(cpu, Math.max(0, socket));
        }
        return sockets;
    }

    private Path topology(int cpu, String file) {
        return sysfs.resolve("devices/system/cpu/cpu" + cpu + "/topology").resolve(file);
    }

    /** By the topology of each thread, else by what the first socket shows, else each thread is a core. */
    private int cores(Set<Integer> online) {
        Set<String> cores = new HashSet<>();
        for (int cpu : online) {
            Optional<String> siblings = SystemFiles.firstLine(topology(cpu, "thread_siblings_list"));
            if (siblings.isPresent()) {
                cores.add(siblings.get());
            }
        }
        if (!cores.isEmpty()) {
            return Math.min(cores.size(), online.size());
        }
        OptionalInt ofSocket = number(first.get("cpu cores"));
        OptionalInt threadsOfSocket = number(first.get("siblings"));
        if (ofSocket.isPresent() && threadsOfSocket.isPresent() && ofSocket.getAsInt() > 0) {
            int threadsPerCore = Math.max(1, threadsOfSocket.getAsInt() / ofSocket.getAsInt());
            return Math.max(1, online.size() / threadsPerCore);
        }
        return online.size();
    }

    /** Reference: estimation of a virtual machine's share, docs/estimation.md. */
    private int hostThreadsPerThread(MachineTraits machine, int cores) {
        Optional<String> hypervisor = environment.hypervisor();
        if (hypervisor.isEmpty() || ARBITRARY_TOPOLOGY.contains(hypervisor.get()) || machine.threads() > cores) {
            return 1;
        }
        // One thread alone shows nothing: the smallest machines are a thread of a core.
        boolean shown = first.containsKey("siblings")
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
        OptionalInt implementer = number(first.get("CPU implementer"));
        OptionalInt part = number(first.get("CPU part"));
        if (implementer.isPresent() && part.isPresent()) {
            return Optional.of(new CpuId(Vendor.ARM, implementer.getAsInt(), part.getAsInt()));
        }
        Optional<Vendor> vendor = environment.cpu().vendor().flatMap(Vendor::ofIdentifier);
        OptionalInt family = environment.cpu().family();
        OptionalInt model = number(first.get("model"));
        return vendor.isPresent() && family.isPresent() && model.isPresent()
                ? Optional.of(new CpuId(vendor.get(), family.getAsInt(), model.getAsInt()))
                : Optional.empty();
    }

    /** The nominal frequency; {@code cpu MHz} is the present one, but in a virtual machine that of its clock. */
    private OptionalDouble megahertz(Optional<String> name, boolean virtual) {
        Matcher nominal = NOMINAL.matcher(name.orElse(""));
        if (nominal.find()) {
            return OptionalDouble.of(Double.parseDouble(nominal.group(1)) * MEGAHERTZ_PER_GIGAHERTZ);
        }
        OptionalInt base = number(sysfs.resolve("devices/system/cpu/cpu0/cpufreq/base_frequency"));
        if (base.isPresent()) {
            return OptionalDouble.of(base.getAsInt() / KILOHERTZ_PER_MEGAHERTZ);
        }
        return virtual ? decimal(first.get("cpu MHz")) : OptionalDouble.empty();
    }

    private OptionalDouble memory() {
        for (String line : SystemFiles.lines(procfs.resolve("meminfo"))) {
            if (line.startsWith("MemTotal:")) {
                OptionalDouble kibibytes = decimal(
                        line.substring("MemTotal:".length()).replace("kB", "").strip());
                return kibibytes.isPresent()
                        ? OptionalDouble.of(kibibytes.getAsDouble() / KIBIBYTES_PER_GIBIBYTE)
                        : OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }

    /** What the firmware takes the first package's power limit from, readable where the counters may not be. */
    private OptionalDouble powercapTdp(Optional<String> name) {
        if (name.map(CpuName::of).flatMap(CpuFacts.shipped()::model).isPresent()) {
            return OptionalDouble.empty();
        }
        OptionalDouble microwatts = SystemFiles.firstLine(
                        sysfs.resolve("class/powercap/intel-rapl:0/constraint_0_max_power_uw"))
                .map(MachineReader::decimal)
                .orElse(OptionalDouble.empty());
        return microwatts.isPresent()
                ? OptionalDouble.of(microwatts.getAsDouble() / MICROWATTS_PER_WATT)
                : OptionalDouble.empty();
    }

    private static OptionalInt number(Path file) {
        return SystemFiles.firstLine(file).map(MachineReader::number).orElse(OptionalInt.empty());
    }

    private static OptionalInt number(@Nullable String text) {
        try {
            return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.decode(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static OptionalDouble decimal(@Nullable String text) {
        try {
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
