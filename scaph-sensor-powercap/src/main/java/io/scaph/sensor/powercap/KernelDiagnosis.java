package io.scaph.sensor.powercap;

import static io.scaph.api.spi.Availability.unavailable;

import io.scaph.api.spi.Availability;
import io.scaph.linux.environment.HostEnvironment;
import io.scaph.linux.environment.KernelVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Why the kernel's counters can't be read here, and the exact remedy.
 *
 * @param environment where this process runs
 * @param sysfs the root of {@code /sys}
 * @param user the user of this process
 */
record KernelDiagnosis(HostEnvironment environment, Path sysfs, String user) implements TreeDiagnosis {
    /** The driver of the CPU; it loads the others, such as {@code intel_rapl_common}. */
    private static final String DRIVER = "intel_rapl_msr";

    private static final Set<String> DRIVERS = Set.of(DRIVER, "intel_rapl", "intel_rapl_tpmi");

    /** intel_rapl supports AMD families 17h and 19h since Linux 5.11 (drivers/powercap/intel_rapl_msr.c). */
    private static final KernelVersion FIRST_WITH_AMD = new KernelVersion(5, 11);

    private static final int FIRST_AMD_FAMILY = 0x17;
    private static final String ZONES = "/sys/devices/virtual/powercap";

    /**
     * The rule of {@code deploy/udev/70-powercap.rules}. The kernel creates the files again whenever it registers a zone, so
     * permissions are lost when the driver is loaded again.
     */
    static final String RULE = "SUBSYSTEM==\"powercap\", ACTION!=\"remove\", TEST==\"energy_uj\","
            + " RUN+=\"/bin/chgrp powercap /sys%p/energy_uj\", RUN+=\"/bin/chmod g+r /sys%p/energy_uj\"";

    /** Where there is no RAPL. Not to estimate: that is the automatic choice already, where it works. */
    private static final String METER = "connect a power meter (see docs/plugins.md)";

    @Override
    public Availability noZones(String what) {
        if (!sysfs.toString().equals("/sys")) {
            return unavailable(
                    what,
                    "give --path-sysfs the /sys of a machine with RAPL and its driver loaded (sudo modprobe " + DRIVER
                            + ")");
        }
        Optional<String> hypervisor = environment.hypervisor();
        if (hypervisor.isPresent()) {
            return unavailable(
                    what + ": this is a virtual machine"
                            + hypervisor
                                    .filter(name -> !name.equals(HostEnvironment.UNNAMED))
                                    .map(name -> " (" + name + ")")
                                    .orElse("")
                            + ", which has no RAPL of its own",
                    "let its host publish a tree for it and mount that at /var/scaphandre (--vm)");
        }
        return onHardware(what);
    }

    private Availability onHardware(String what) {
        Optional<String> vendor = environment.cpu().vendor();
        if (vendor.isEmpty()) {
            return unavailable(
                    what + ": RAPL is a feature of Intel and AMD CPUs, and this one (" + System.getProperty("os.arch")
                            + ") does not report that it is one",
                    METER);
        }
        if (!vendor.get().equals("GenuineIntel")) {
            int family = environment.cpu().family().orElse(FIRST_AMD_FAMILY);
            if (family < FIRST_AMD_FAMILY) {
                return unavailable(
                        what + ": CPUs of family " + family + " of " + vendor.get() + " have no RAPL", METER);
            }
            if (environment
                    .kernel()
                    .filter(kernel -> kernel.compareTo(FIRST_WITH_AMD) < 0)
                    .isPresent()) {
                return unavailable(
                        what + ": Linux " + environment.kernel().get() + " is too old for RAPL on this CPU ("
                                + vendor.get() + " family " + family + ")",
                        "update the kernel to " + FIRST_WITH_AMD + " or newer");
            }
        }
        boolean loaded = environment.modules().stream().anyMatch(DRIVERS::contains);
        return loaded
                ? unavailable(what + ": the driver is loaded and found no RAPL in this CPU", METER)
                : unavailable(what + ": the driver " + DRIVER + " is not loaded", "sudo modprobe " + DRIVER);
    }

    @Override
    public Availability danglingLinks(Path root) {
        String container =
                environment.container().map(name -> " (" + name + ")").orElse("");
        return unavailable(
                "the links in " + root + " lead nowhere: /sys/devices/virtual/powercap is hidden from this container"
                        + container,
                "mount the host's /sys read-only elsewhere and name it (docker run -v /sys:/host/sys:ro ..., scaph"
                        + " --path-sysfs /host/sys), or unmask it (docker run --security-opt systempaths=unconfined)");
    }

    @Override
    public Availability closed(String reason, boolean denied) {
        if (!denied) {
            return unavailable(reason, "check the content of that file: a whole number of microjoules is expected");
        }
        String open = "echo '" + RULE + "' | sudo tee /etc/udev/rules.d/70-powercap.rules; sudo find " + ZONES
                + " -name energy_uj -exec chgrp powercap {} + -exec chmod g+r {} +";
        return unavailable(
                reason + " for user " + user + " (only root may read it since Linux 5.10)",
                environment.container().isPresent()
                        ? "let a group read the counters, and give it to the container: on the host, sudo groupadd -f"
                                + " powercap; " + open + "; then start the container with --group-add \"$(getent group"
                                + " powercap | cut -d: -f3)\""
                        : "run as root, or let a group read the counters: sudo groupadd -f powercap; sudo usermod -aG"
                                + " powercap " + user + "; " + open + "; then log in again");
    }
}
