package io.scaph.linux.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The arguments of a QEMU process (qemu(1)), as far as they identify the machine that it runs, if any. */
final class QemuArguments {
    private static final Set<String> HELP = Set.of("help", "?");

    /** Options that make QEMU print something and exit. */
    private static final Set<String> PRINTING = Set.of("version", "h", "help");

    /** Options with free text as their value: it may be any word, and begin with a dash. */
    private static final Set<String> FREE_TEXT = Set.of(
            "name",
            "uuid",
            "append",
            "kernel",
            "initrd",
            "dtb",
            "bios",
            "pidfile",
            "D",
            "hda",
            "hdb",
            "hdc",
            "hdd",
            "cdrom",
            "fda",
            "fdb",
            "mtdblock",
            "pflash",
            "sd",
            "loadvm",
            "k",
            "runas",
            "chroot",
            "writeconfig",
            "readconfig");

    /** Options with settings that may also request help: {@code -device virtio-net,help}. */
    private static final Set<String> HELPING = Set.of(
            "machine",
            "M",
            "cpu",
            "accel",
            "device",
            "object",
            "netdev",
            "nic",
            "net",
            "chardev",
            "audiodev",
            "audio",
            "drive",
            "blockdev",
            "display",
            "tpmdev",
            "fsdev",
            "vga");

    private boolean machine = true;
    private String name = "";
    private String uuid = "";
    private String type = "";

    private QemuArguments() {}

    /**
     * Reads arguments.
     *
     * @param arguments the arguments of a process; the first is its name
     * @return the parsed arguments
     */
    static QemuArguments of(List<String> arguments) {
        QemuArguments read = new QemuArguments();
        int i = 1;
        while (i < arguments.size()) {
            String option = option(arguments.get(i++));
            if (option.isEmpty()) {
                // A disk.
                continue;
            }
            if (PRINTING.contains(option)) {
                read.machine = false;
            }
            if (i < arguments.size()
                    && (FREE_TEXT.contains(option) || option(arguments.get(i)).isEmpty())) {
                read.take(option, arguments.get(i++));
            }
        }
        return read;
    }

    /** The name of an option, without its one or two dashes; empty if it is not an option. */
    private static String option(String argument) {
        if (argument.length() < 2 || argument.charAt(0) != '-') {
            return "";
        }
        return argument.substring(argument.charAt(1) == '-' ? 2 : 1);
    }

    private void take(String option, String value) {
        switch (option) {
            case "name" -> name = setting(value, "guest").orElse(name);
            case "uuid" -> uuid = value;
            case "machine", "M" -> type = setting(value, "type").orElse(type);
            default -> {
                // Does not identify the machine.
            }
        }
        if (!FREE_TEXT.contains(option) && asksForHelp(option, value)) {
            machine = false;
        }
    }

    /** QEMU lists the possible values, and exits. */
    private static boolean asksForHelp(String option, String value) {
        if (!HELPING.contains(option)) {
            return HELP.contains(value);
        }
        return settings(value).stream()
                .anyMatch(setting -> HELP.contains(setting)
                        || (setting.matches("(?:model|type|format|driver|backend)=.*")
                                && HELP.contains(setting.substring(setting.indexOf('=') + 1))));
    }

    /**
     * Whether a machine runs: false if QEMU only prints something, and for the machine {@code none}, which libvirt and others use
     * to query the abilities of a QEMU.
     */
    boolean isMachine() {
        return machine && !type.equals("none");
    }

    /** The name that the user gave; empty if the user gave no name. */
    Optional<String> name() {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** The machine's UUID; empty if the arguments have no UUID. */
    Optional<String> uuid() {
        return uuid.isEmpty() ? Optional.empty() : Optional.of(uuid);
    }

    /** A setting of an option. The first setting may omit its key (qemu-options.hx). */
    private static Optional<String> setting(String value, String key) {
        String found = "";
        List<String> settings = settings(value);
        for (int i = 0; i < settings.size(); i++) {
            String setting = settings.get(i);
            int equals = setting.indexOf('=');
            if (equals < 0 && i == 0) {
                found = setting;
            } else if (equals >= 0 && setting.substring(0, equals).equals(key)) {
                found = setting.substring(equals + 1);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** Splits at commas; a double comma is one comma of the value (util/qemu-option.c, {@code get_opt_value}). */
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
