package io.scaph.sensor.powercap;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import java.io.IOException;
import java.math.BigDecimal;
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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PMU {@code power}, by which the kernel shows RAPL counters as perf events ({@code arch/x86/events/rapl.c}), as its
 * directory describes it. What the files hold is checked, and left out with a reason where it makes no sense.
 *
 * @param type the number by which perf_event_open knows it
 * @param leads the CPUs to count on, by ascending number: one for each package, or for each die
 * @param events the events by what they cover
 * @param ignored what can't be used
 */
record PerfPmu(int type, List<Lead> leads, Map<DomainKind, Event> events, List<IgnoredZone> ignored) {
    private static final String NAME = "power";
    private static final String UNIT = "Joules";
    /** More than any file here has; NR_CPUS is at most 8192 in mainline. */
    private static final int MAX_TEXT = 4096;

    private static final int MAX_CPU = 65_535;
    private static final Pattern TYPE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern CPUS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    /** The PMU's own format is {@code config:0-7}. */
    private static final Pattern EVENT = Pattern.compile("event=0x([0-9a-fA-F]{1,2})");

    private static final Pattern SCALE = Pattern.compile("[0-9]{1,20}(?:\\.[0-9]{1,60})?(?:[eE][+-]?[0-9]{1,2})?");

    /** What the kernel calls them. */
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
     * @param die its {@code die_id}; empty where the kernel tells none
     */
    record Lead(int cpu, int socket, OptionalInt die) {}

    /**
     * An event.
     *
     * @param name its file
     * @param config its number
     * @param joulesPerCount what a count is worth, in joules
     */
    record Event(String name, long config, BigDecimal joulesPerCount) {}

    /**
     * Reads the PMU's directory.
     *
     * @param sysfs the root of {@code /sys}
     * @return the PMU; empty if this machine has none
     * @throws IOException if it has one that makes no sense; the message names the file and the reason in one line
     */
    static Optional<PerfPmu> read(Path sysfs) throws IOException {
        Path directory =
                sysfs.resolve("bus").resolve("event_source").resolve("devices").resolve(NAME);
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        String type = text(directory.resolve("type"));
        if (!TYPE.matcher(type).matches()) {
            throw new IOException(directory.resolve("type") + ": '" + shown(type) + "' is no number of a PMU");
        }
        List<IgnoredZone> ignored = new ArrayList<>();
        Map<DomainKind, Event> events = readEvents(directory.resolve("events"), ignored);
        List<Lead> leads = readLeads(directory.resolve("cpumask"), sysfs, ignored);
        return Optional.of(new PerfPmu(
                Integer.parseInt(type), List.copyOf(leads), Collections.unmodifiableMap(events), List.copyOf(ignored)));
    }

    /** What users call an event, or an event on a CPU: {@code power/energy-pkg@cpu0}. */
    static String zone(String event) {
        return NAME + "/" + event;
    }

    static String eventName(DomainKind kind) {
        return EVENT_NAMES.getOrDefault(kind, kind.label());
    }

    private static Map<DomainKind, Event> readEvents(Path directory, List<IgnoredZone> ignored) {
        Map<DomainKind, Event> events = new EnumMap<>(DomainKind.class);
        EVENT_NAMES.forEach((kind, name) -> {
            if (Files.exists(directory.resolve(name))) {
                try {
                    events.put(kind, readEvent(directory, name));
                } catch (IOException e) {
                    ignored.add(IgnoredZone.of(zone(name), message(e)));
                }
            }
        });
        return events;
    }

    private static Event readEvent(Path directory, String name) throws IOException {
        String unit = text(directory.resolve(name + ".unit"));
        if (!unit.equals(UNIT)) {
            throw new IOException("its unit is '" + shown(unit) + "', not " + UNIT);
        }
        return new Event(name, config(text(directory.resolve(name))), scale(text(directory.resolve(name + ".scale"))));
    }

    /** The number in {@code event=0x02}. */
    static long config(String text) throws IOException {
        Matcher event = EVENT.matcher(text);
        if (!event.matches()) {
            throw new IOException("'" + shown(text) + "' is no event that is known here");
        }
        return Long.parseLong(event.group(1), 16);
    }

    /** The joules in {@code 2.3283064365386962890625e-10}. */
    static BigDecimal scale(String text) throws IOException {
        if (!SCALE.matcher(text).matches()) {
            throw new IOException("its scale is '" + shown(text) + "'");
        }
        BigDecimal joules = new BigDecimal(text);
        if (!CountedEnergy.canCount(joules)) {
            throw new IOException("its scale of " + shown(text) + " J is not that of an energy counter");
        }
        return joules;
    }

    private static List<Lead> readLeads(Path mask, Path sysfs, List<IgnoredZone> ignored) throws IOException {
        Path cpus = sysfs.resolve("devices").resolve("system").resolve("cpu");
        List<Lead> leads = new ArrayList<>();
        SortedSet<Integer> numbers;
        try {
            numbers = cpus(text(mask));
        } catch (IllegalArgumentException e) {
            throw new IOException(mask + ": " + e.getMessage(), e);
        }
        for (int cpu : numbers) {
            Path topology = cpus.resolve("cpu" + cpu).resolve("topology");
            try {
                int socket = number(topology.resolve("physical_package_id"));
                leads.add(new Lead(cpu, socket, die(topology.resolve("die_id"))));
            } catch (IOException e) {
                ignored.add(IgnoredZone.of(zone("cpu" + cpu), message(e)));
            }
        }
        return leads;
    }

    /**
     * The CPUs of a list such as {@code 0,32} or {@code 0-1}.
     *
     * @throws IllegalArgumentException if it is none, or empty
     */
    static SortedSet<Integer> cpus(String list) {
        SortedSet<Integer> cpus = new TreeSet<>();
        for (String part : list.split(",", -1)) {
            Matcher range = CPUS.matcher(part.strip());
            if (!range.matches()) {
                throw new IllegalArgumentException("'" + shown(list) + "' is no list of CPUs");
            }
            int first = Integer.parseInt(range.group(1));
            int last =
                    Optional.ofNullable(range.group(2)).map(Integer::parseInt).orElse(first);
            if (last < first || last > MAX_CPU) {
                throw new IllegalArgumentException("'" + shown(list) + "' is no list of CPUs");
            }
            for (int cpu = first; cpu <= last; cpu++) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }

    private static OptionalInt die(Path file) {
        try {
            return OptionalInt.of(number(file));
        } catch (IOException e) {
            // Kernels before 5.2 have no such file; then nothing else tells dies apart either.
            return OptionalInt.empty();
        }
    }

    private static int number(Path file) throws IOException {
        String text = text(file);
        if (!TYPE.matcher(text).matches()) {
            throw new IOException(file + ": '" + shown(text) + "' is no id");
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

    private static String message(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
