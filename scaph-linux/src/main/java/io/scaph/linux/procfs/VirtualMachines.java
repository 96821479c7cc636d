package io.scaph.linux.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells the name of the virtual machine that a QEMU process runs. By its executable, not by words among its arguments:
 * any process may have those.
 */
final class VirtualMachines {
    /** What the kernel adds to the path of an executable that was replaced, as by an upgrade (proc_pid_exe(5)). */
    private static final String REPLACED = " (deleted)";

    /** How NixOS calls a program that a wrapper stands in front of: {@code .qemu-system-x86_64-wrapped}. */
    private static final String WRAPPED = "-wrapped";

    private VirtualMachines() {}

    /**
     * The virtual machine's name, as they are really started: {@code -name guest=NAME,...} by libvirt, {@code -name NAME}
     * by hand, {@code -id N -name NAME,...} by Proxmox. The last one counts, as QEMU has it.
     *
     * @param executable the path of the process's executable
     * @param arguments its arguments, the first being its name
     * @param pid the process
     * @return the name; without one the value of {@code -uuid}, else {@code qemu-PID}; empty if it runs no machine
     */
    static Optional<String> name(String executable, List<String> arguments, long pid) {
        if (!isQemu(executable)) {
            return Optional.empty();
        }
        String name = "";
        String uuid = "";
        for (int i = 1; i + 1 < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "-name", "--name" -> name = guest(arguments.get(++i)).orElse(name);
                case "-uuid", "--uuid" -> uuid = arguments.get(++i);
                default -> {
                    // Takes no part in the name.
                }
            }
        }
        if (name.isEmpty()) {
            return Optional.of(uuid.isEmpty() ? "qemu-" + pid : uuid);
        }
        return Optional.of(name);
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

    /** The option's {@code guest}, which may go without that word if it stands first (qemu-options.hx, "name"). */
    private static Optional<String> guest(String value) {
        String found = "";
        List<String> settings = settings(value);
        for (int i = 0; i < settings.size(); i++) {
            String setting = settings.get(i);
            int equals = setting.indexOf('=');
            if (equals < 0 && i == 0) {
                found = setting;
            } else if (equals >= 0 && setting.substring(0, equals).equals("guest")) {
                found = setting.substring(equals + 1);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** Splits at commas; two of them are one that belongs to the value (util/qemu-option.c, {@code get_opt_value}). */
    private static List<String> settings(String value) {
        List<String> settings = new ArrayList<>();
        StringBuilder setting = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character != ',') {
                setting.append(character);
            } else if (i + 1 < value.length() && value.charAt(i + 1) == ',') {
                setting.append(',');
                i++;
            } else {
                settings.add(setting.toString());
                setting.setLength(0);
            }
        }
        settings.add(setting.toString());
        return settings;
    }
}
