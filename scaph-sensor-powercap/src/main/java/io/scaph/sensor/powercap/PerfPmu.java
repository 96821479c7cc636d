package io.scaph.sensor.powercap;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.linux.machine.CpuList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PMU {@code power}: RAPL counters as perf events ({@code arch/x86/events/rapl.c}), as described in its directory. Invalid
 * content is left out, with a reason.
 *
 * @param type its number for perf_event_open
 * @param leads the CPUs to count on, by ascending number: one for each package, or for each die
 * @param events the events, by the kind of domain that they count
 * @param ignored what can't be used
 */
record PerfPmu(int type, List<Lead> leads, Map<DomainKind, PmuEvent> events, List<IgnoredZone> ignored) {
    private static final String NAME = "power";
    private static final String UNIT = "Joules";
    private static final String ID = "an id";
    /** Larger than any file here. */
    private static final int MAX_TEXT = 4096;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    /** The PMU's own format is {@code config:0-7}. */
    private static final Pattern EVENT = Pattern.compile("event=0x([0-9a-fA-F]{1,2})");

    /** The scale of every event of the kernel, 2^-32 J. */
    private static final String SCALE = "2.3283064365386962890625e-10";

    /** The kernel's names. */
    private static final Map<DomainKind, String> EVENT_NAMES = new EnumMap<>(Map.of(
            DomainKind.PSYS, "energy-psys",
            DomainKind.PACKAGE, "energy-pkg",
            DomainKind.CORE, "energy-cores",
            DomainKind.UNCORE, "energy-gpu",
            DomainKind.DRAM, "energy-ram"));

    /**
     * A CPU to count on.
     *
     * @param cpu its number
     * @param socket its {@code physical_package_id}
     * @param die its {@code die_id}; empty if the kernel reports none
     */
    record Lead(int cpu, int socket, OptionalInt die) {}

    /**
     * An event.
     *
     * @param name its file
     * @param config its number
     */
    record PmuEvent(String name, long config) {}

    /**
     * Reads the PMU's directory.
     *
     * @param sysfs the root of {@code /sys}
     * @return the PMU; empty if this machine has none
     * @throws IOException if a file makes no sense; the message names the file and the reason in one line
     */
    static Optional<PerfPmu> read(Path sysfs) throws IOException {
        Path directory = sysfs.resolve("bus/event_source/devices").resolve(NAME);
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        int type = number(directory.resolve("type"), "the number of a PMU");
        List<IgnoredZone> ignored = new ArrayList<>();
        Map<DomainKind, PmuEvent> events = readEvents(directory.resolve("events"), ignored);
        List<Lead> leads = readLeads(directory.resolve("cpumask"), sysfs, ignored);
        return Optional.of(
                new PerfPmu(type, List.copyOf(leads), Collections.unmodifiableMap(events), List.copyOf(ignored)));
    }

    /** The name of an event, or of an event on a CPU, in the form that users see: {@code power/energy-pkg@cpu0}. */
    static String zone(String event) {
        return NAME + "/" + event;
    }

    static String eventName(DomainKind kind) {
        return EVENT_NAMES.getOrDefault(kind, kind.label());
    }

    private static Map<DomainKind, PmuEvent> readEvents(Path directory, List<IgnoredZone> ignored) {
        Map<DomainKind, PmuEvent> events = new EnumMap<>(DomainKind.class);
        EVENT_NAMES.forEach((kind, name) -> {
            if (Files.exists(directory.resolve(name))) {
                try {
                    events.put(kind, readEvent(directory, name));
                } catch (IOException e) {
                    ignored.add(IgnoredZone.of(zone(name), String.valueOf(e.getMessage())));
                }
            }
        });
        return events;
    }

    private static PmuEvent readEvent(Path directory, String name) throws IOException {
        require("unit", UNIT, directory.resolve(name + ".unit"));
        require("scale", SCALE, directory.resolve(name + ".scale"));
        return new PmuEvent(name, config(text(directory.resolve(name))));
    }

    private static void require(String what, String wanted, Path file) throws IOException {
        String text = text(file);
        if (!text.equals(wanted)) {
            throw new IOException("its " + what + " is '" + shown(text) + "', not " + wanted);
        }
    }

    /** The number in {@code event=0x02}. */
    static long config(String text) throws IOException {
        Matcher event = EVENT.matcher(text);
        if (!event.matches()) {
            throw new IOException("'" + shown(text) + "' is not a known event");
        }
        return Long.parseLong(event.group(1), 16);
    }

    private static List<Lead> readLeads(Path mask, Path sysfs, List<IgnoredZone> ignored) throws IOException {
        Path cpus = sysfs.resolve("devices/system/cpu");
        List<Lead> leads = new ArrayList<>();
        for (int cpu : cpuList(mask)) {
            Path topology = cpus.resolve("cpu" + cpu).resolve("topology");
            try {
                int socket = number(topology.resolve("physical_package_id"), ID);
                leads.add(new Lead(cpu, socket, die(topology.resolve("die_id"))));
            } catch (IOException e) {
                ignored.add(IgnoredZone.of(zone("cpu" + cpu), String.valueOf(e.getMessage())));
            }
        }
        return leads;
    }

    private static SortedSet<Integer> cpuList(Path file) throws IOException {
        String list = text(file);
        SortedSet<Integer> cpus = CpuList.parse(list);
        if (cpus.isEmpty()) {
            throw new IOException(file + ": '" + shown(list) + "' is not a list of CPUs");
        }
        return cpus;
    }

    private static OptionalInt die(Path file) {
        try {
            return OptionalInt.of(number(file, ID));
        } catch (IOException e) {
            // Kernels before 5.2 do not have this file, and do not distinguish dies.
            return OptionalInt.empty();
        }
    }

    private static int number(Path file, String what) throws IOException {
        String text = text(file);
        if (!NUMBER.matcher(text).matches()) {
            throw new IOException(file + ": '" + shown(text) + "' is not " + what);
        }
        return Integer.parseInt(text);
    }

    private static String text(Path file) throws IOException {
        try {
            byte[] text = Files.readAllBytes(file);
            if (text.length > MAX_TEXT) {
                throw new IOException("it is " + text.length + " bytes long");
            }
            return new String(text, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new IOException(file + ": " + FailureText.reason(e), e);
        }
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), 40)).replaceAll("[^ -~]", "?");
    }
}
