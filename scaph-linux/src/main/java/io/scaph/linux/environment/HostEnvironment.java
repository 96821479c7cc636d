package io.scaph.linux.environment;

import io.scaph.api.spi.HostRoots;
import io.scaph.linux.container.ControlGroups;
import io.scaph.linux.machine.CpuInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known about the place where this process runs. Each part shows what is visible: a hypervisor or a container may hide
 * itself, and then it is unknown.
 *
 * @param cpu the CPUs
 * @param kernel the version of Linux, if it can be read
 * @param modules the kernel modules that are loaded, without those that are built in
 * @param hypervisor the hypervisor that this machine runs under, by name if it has one; empty on hardware
 * @param container the container runtime that this process runs in; empty outside of containers
 */
public record HostEnvironment(
        CpuInfo cpu,
        Optional<KernelVersion> kernel,
        Set<String> modules,
        Optional<String> hypervisor,
        Optional<String> container) {
    /** Stands for a hypervisor without a name. */
    public static final String UNNAMED = "unknown";

    /** The prefixes of vendor or product names in the firmware's tables (DMI) for machines that are virtual. */
    private static final Map<String, String> VIRTUAL_PRODUCTS = Map.of(
            "QEMU", "QEMU",
            "KVM", "KVM",
            "VMware", "VMware",
            "innotek GmbH", "VirtualBox",
            "VirtualBox", "VirtualBox",
            "Xen", "Xen",
            "Google Compute Engine", "Google Compute Engine",
            "Virtual Machine", "Hyper-V",
            "Bochs", "Bochs",
            "OpenStack", "OpenStack");

    /**
     * Checks and copies its arguments.
     *
     * @param cpu {@link #cpu()}
     * @param kernel {@link #kernel()}
     * @param modules {@link #modules()}
     * @param hypervisor {@link #hypervisor()}
     * @param container {@link #container()}
     */
    public HostEnvironment {
        modules = Set.copyOf(modules);
    }

    /**
     * Detects it. What can't be read is unknown.
     *
     * @param roots the roots of the host's {@code /proc} and {@code /sys}
     * @return what is visible
     */
    public static HostEnvironment detect(HostRoots roots) {
        CpuInfo cpu = CpuInfo.parse(SystemFiles.lines(roots.procfs().resolve("cpuinfo")));
        return new HostEnvironment(
                cpu,
                SystemFiles.firstLine(roots.procfs().resolve("sys/kernel/osrelease"))
                        .flatMap(KernelVersion::parse),
                modules(roots.procfs()),
                hypervisor(cpu, roots.sysfs()),
                container(roots));
    }

    private static Set<String> modules(Path procfs) {
        Set<String> modules = new HashSet<>();
        for (String line : SystemFiles.lines(procfs.resolve("modules"))) {
            int blank = line.indexOf(' ');
            modules.add(blank < 0 ? line : line.substring(0, blank));
        }
        return modules;
    }

    private static Optional<String> hypervisor(CpuInfo cpu, Path sysfs) {
        Optional<String> type = SystemFiles.firstLine(sysfs.resolve("hypervisor/type"));
        if (type.isPresent()) {
            return type;
        }
        Path dmi = sysfs.resolve("class/dmi/id");
        for (String file : List.of("product_name", "sys_vendor")) {
            Optional<String> name = SystemFiles.firstLine(dmi.resolve(file)).flatMap(HostEnvironment::virtualProduct);
            if (name.isPresent()) {
                return name;
            }
        }
        return cpu.isVirtual() ? Optional.of(UNNAMED) : Optional.empty();
    }

    private static Optional<String> virtualProduct(String name) {
        return VIRTUAL_PRODUCTS.entrySet().stream()
                .filter(product -> name.startsWith(product.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Uses the control group, and the marks that runtimes leave; the marks only if the host's own files are read. */
    private static Optional<String> container(HostRoots roots) {
        Optional<String> byGroup = ControlGroups.read(roots.procfs().resolve("self/cgroup"))
                .container()
                .map(found -> found.runtime().orElse("container"));
        if (byGroup.isPresent() || !roots.equals(HostRoots.STANDARD)) {
            return byGroup;
        }
        if (Files.exists(Path.of("/.dockerenv"))) {
            return Optional.of("docker");
        }
        if (Files.exists(Path.of("/run/.containerenv"))) {
            return Optional.of("podman");
        }
        if (System.getenv("KUBERNETES_SERVICE_HOST") != null) {
            return Optional.of("kubernetes");
        }
        return Optional.ofNullable(System.getenv("container"));
    }
}
