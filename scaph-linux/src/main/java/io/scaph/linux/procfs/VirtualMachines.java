package io.scaph.linux.procfs;

import java.util.List;
import java.util.Optional;

/**
 * Tells the name of the virtual machine that a QEMU process runs. By its executable, not by words among its arguments:
 * any process may have those.
 */
final class VirtualMachines {
    private static final String GUEST = "guest=";

    private VirtualMachines() {}

    /**
     * The virtual machine's name.
     *
     * @param executable the path of the process's executable
     * @param arguments its arguments, the first being its name
     * @return the value of {@code -name NAME} or {@code -name guest=NAME,...}; empty if it is no QEMU or has no name
     */
    static Optional<String> name(String executable, List<String> arguments) {
        String program = executable.substring(executable.lastIndexOf('/') + 1);
        if (!program.startsWith("qemu-system-") && !program.equals("qemu-kvm") && !program.equals("kvm")) {
            return Optional.empty();
        }
        int at = arguments.indexOf("-name");
        if (at < 0 || at + 1 >= arguments.size()) {
            return Optional.empty();
        }
        String value = arguments.get(at + 1);
        if (value.startsWith(GUEST)) {
            value = value.substring(GUEST.length());
        }
        int comma = value.indexOf(',');
        String name = comma < 0 ? value : value.substring(0, comma);
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
