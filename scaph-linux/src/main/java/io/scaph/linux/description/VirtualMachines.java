package io.scaph.linux.description;

import java.util.List;
import java.util.Optional;

/**
 * The name of the virtual machine that a QEMU process runs. QEMU is recognized by its executable, not by words in its
 * arguments, which any process may have.
 */
public final class VirtualMachines {
    /** The kernel's suffix for the path of an executable that was replaced, for example by an upgrade (proc_pid_exe(5)). */
    private static final String REPLACED = " (deleted)";

    /** What NixOS adds to the name of a wrapped program: {@code .qemu-system-x86_64-wrapped}. */
    private static final String WRAPPED = "-wrapped";

    private VirtualMachines() {}

    /**
     * Finds the virtual machine's name in the options: {@code -name guest=NAME,...} by libvirt, {@code -name NAME} by hand,
     * {@code -id N -name NAME,...} by Proxmox. The last one counts, as in QEMU.
     *
     * @param executable the path of the process's executable
     * @param arguments its arguments; the first is its name
     * @param pid the process
     * @return the name; without one the value of {@code -uuid}, else {@code qemu-PID}; empty if it runs no machine
     */
    public static Optional<String> name(String executable, List<String> arguments, long pid) {
        if (!isQemu(executable)) {
            return Optional.empty();
        }
        QemuArguments qemu = QemuArguments.of(arguments);
        if (!qemu.isMachine()) {
            return Optional.empty();
        }
        return qemu.name().or(qemu::uuid).or(() -> Optional.of("qemu-" + pid));
    }

    private static boolean isQemu(String executable) {
        String program = executable.substring(executable.lastIndexOf('/') + 1);
        if (program.endsWith(REPLACED)) {
            program = program.substring(0, program.length() - REPLACED.length());
        }
        if (program.startsWith(".") && program.endsWith(WRAPPED)) {
            program = program.substring(1, program.length() - WRAPPED.length());
        }
        return program.startsWith("qemu-system-") || program.equals("qemu-kvm") || program.equals("kvm");
    }
}
