package io.scaph.sensor.powercap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A made-up PMU {@code power} below a made-up {@code /sys}, as arch/x86/events/rapl.c lays it out. */
final class PerfDirectory {
    /** 2<sup>-32</sup>, as the kernel writes it. */
    static final String SCALE = "2.3283064365386962890625e-10";

    private static final Map<String, String> CODES = Map.of(
            "energy-cores", "event=0x01",
            "energy-pkg", "event=0x02",
            "energy-ram", "event=0x03",
            "energy-gpu", "event=0x04",
            "energy-psys", "event=0x05");

    private final Path sysfs;
    private final Path directory;

    PerfDirectory(Path sysfs, int type, String cpumask) throws IOException {
        this.sysfs = sysfs;
        directory = sysfs.resolve("bus/event_source/devices/power");
        Files.createDirectories(directory.resolve("events"));
        write("type", Integer.toString(type));
        write("cpumask", cpumask);
    }

    Path path() {
        return directory;
    }

    PerfDirectory cpu(int number, int socket, int die) throws IOException {
        Path topology = sysfs.resolve("devices/system/cpu/cpu" + number + "/topology");
        Files.createDirectories(topology);
        Files.writeString(topology.resolve("physical_package_id"), socket + "\n");
        Files.writeString(topology.resolve("die_id"), die + "\n");
        return this;
    }

    PerfDirectory events(String... names) throws IOException {
        for (String name : names) {
            event(name, CODES.getOrDefault(name, ""), SCALE);
        }
        return this;
    }

    PerfDirectory allEvents() throws IOException {
        for (String name : List.copyOf(CODES.keySet())) {
            events(name);
        }
        return this;
    }

    PerfDirectory event(String name, String code, String scale) throws IOException {
        write("events/" + name, code);
        write("events/" + name + ".scale", scale);
        write("events/" + name + ".unit", "Joules");
        return this;
    }

    PerfDirectory write(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content + "\n");
        return this;
    }

    PerfDirectory without(String file) throws IOException {
        Files.delete(directory.resolve(file));
        return this;
    }
}
