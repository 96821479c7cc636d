package io.scaph.sensor.powercap;

import io.scaph.api.spi.Availability;
import io.scaph.linux.environment.HostEnvironment;
import io.scaph.linux.environment.KernelVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Why the kernel's counters can't be read here, and what exactly can be done about it.
 *
 * @param environment where this process runs
 * @param sysfs the root of {@code /sys}
 */
record Diagnosis(HostEnvironment environment, Path sysfs) {
    /** The one that knows the CPU; the others, such as {@code intel_rapl_common}, come with it. */
    private static final String DRIVER = "intel_rapl_msr";

    private static final Set<String> DRIVERS = Set.of(DRIVER, "intel_rapl", "intel_rapl_tpmi");

    /** RAPL of AMD families 17h and 19h came to intel_rapl in Linux 5.11 (drivers/powercap/intel_rapl_msr.c). */
    private static final KernelVersion FIRST_WITH_AMD = new KernelVersion(5, 11);

    private static final int FIRST_AMD_FAMILY = 0x17;
    private static final String ESTIMATE = "estimate (-s estimation)";

    /**
     * There is no class directory, or there are no zones in it.
     *
     * @param what the fact, naming the directory
     */
    Availability.Unavailable nothingThere(String what) {
        if (!sysfs.toString().equals("/sys")) {
            return unavailable(
                    what,
                    "let --path-sysfs name the /sys of a machine with RAPL and its driver loaded (sudo modprobe "
                            + DRIVER + ")");
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
                    "let its host publish a tree for it and mount that at /var/scaphandre (--vm), or " + ESTIMATE);
        }
        return onHardware(what);
    }

    private Availability.Unavailable onHardware(String what) {
        Optional<String> vendor = environment.cpu().vendor();
        if (vendor.isEmpty()) {
            return unavailable(
                    what + ": RAPL is a feature of Intel and AMD CPUs, and this one (" + System.getProperty("os.arch")
                            + ") does not say that it is one",
                    ESTIMATE);
        }
        if (!vendor.get().equals("GenuineIntel")) {
            int family = environment.cpu().family().orElse(FIRST_AMD_FAMILY);
            if (family < FIRST_AMD_FAMILY) {
                return unavailable(
                        what + ": CPUs of family " + family + " of " + vendor.get() + " have no RAPL", ESTIMATE);
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
                ? unavailable(what + ": the driver is loaded and found no RAPL in this CPU", ESTIMATE)
                : unavailable(what + ": the driver " + DRIVER + " is not loaded", "sudo modprobe " + DRIVER);
    }

    /**
     * There are links to zones, and what they point to is hidden.
     *
     * @param root the class directory
     */
    Availability.Unavailable masked(Path root) {
        String who = environment.container().map(name -> " (" + name + ")").orElse("");
        return unavailable(
                "the links in " + root + " lead nowhere: /sys/devices/virtual/powercap is hidden from this container"
                        + who,
                "mount the host's /sys read-only elsewhere and name it (docker run -v /sys:/host/sys:ro ..., scaph"
                        + " --path-sysfs /host/sys), or unmask it (docker run --security-opt systempaths=unconfined)");
    }

    /**
     * There are counters, and none that counts can be read.
     *
     * @param reason why the first one can't, naming the file
     * @param denied whether it is for want of permission
     * @param user who wants to read
     */
    Availability.Unavailable closed(String reason, boolean denied, String user) {
        if (!denied) {
            return unavailable(reason, "look at what that file holds: a whole number of microjoules is expected");
        }
        String where = "/sys/devices/virtual/powercap/intel-rapl";
        String inContainer = environment.container().isPresent()
                ? "let the container's user read the counters: on the host, "
                : "run as root, or let a group read the counters: ";
        return unavailable(
                reason + " for user " + user + " (only root may read it since Linux 5.10)",
                inContainer + "sudo groupadd -f powercap; sudo usermod -aG powercap " + user
                        + "; printf 'z " + where + "/*/energy_uj 0440 root powercap -\\nz " + where
                        + "/*/*/energy_uj 0440 root powercap -\\n' | sudo tee /etc/tmpfiles.d/powercap.conf;"
                        + " sudo systemd-tmpfiles --create powercap.conf; then log in again");
    }

    private static Availability.Unavailable unavailable(String reason, String remedy) {
        return new Availability.Unavailable(reason, remedy);
    }
}
