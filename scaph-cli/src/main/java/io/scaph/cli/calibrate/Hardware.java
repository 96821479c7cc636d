package io.scaph.cli.calibrate;

import io.scaph.api.spi.HostRoots;
import io.scaph.linux.environment.HostEnvironment;
import java.util.HashSet;
import java.util.Optional;

/**
 * What is visible of the machine that is calibrated.
 *
 * @param cpuName what its CPU calls itself, in printable ASCII, at most 60 characters; empty if it has no name
 * @param sockets how many sockets it has; 0 if that is not known
 * @param hypervisor the hypervisor that it runs under; empty on hardware
 */
record Hardware(Optional<String> cpuName, int sockets, Optional<String> hypervisor) {
    private static final int LONGEST_NAME = 60;

    /**
     * Cleans the CPU's name, which is untrusted text, for use in a file.
     *
     * @param cpuName {@link #cpuName()}
     * @param sockets {@link #sockets()}
     * @param hypervisor {@link #hypervisor()}
     */
    Hardware {
        cpuName = cpuName.map(Hardware::plain).filter(name -> !name.isEmpty());
        hypervisor = hypervisor.map(Hardware::plain);
    }

    /**
     * Reads it.
     *
     * @param roots where {@code /proc} and {@code /sys} are
     * @return what is visible
     */
    static Hardware read(HostRoots roots) {
        HostEnvironment environment = HostEnvironment.detect(roots);
        return new Hardware(
                environment.cpu().modelName(),
                new HashSet<>(environment.cpu().sockets().values()).size(),
                environment.hypervisor());
    }

    private static String plain(String text) {
        String printable = text.replaceAll("[^!-~]+", " ").strip();
        return printable.substring(0, Math.min(printable.length(), LONGEST_NAME));
    }
}
