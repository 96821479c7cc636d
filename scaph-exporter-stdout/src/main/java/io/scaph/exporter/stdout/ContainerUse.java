package io.scaph.exporter.stdout;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.ContainerEnergy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Usage;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a container used in an interval. Containers are another sum over the same energy as processes.
 *
 * @param total the container and its energy at the end of the interval
 * @param usage its energy and power in the interval
 */
record ContainerUse(ContainerEnergy total, Usage usage) {
    private static final int SHORT_ID = 12;

    /** The containers of an interval, those that took most first; ties by name. */
    static List<ContainerUse> of(Interval interval) {
        Map<String, Long> before = new HashMap<>();
        for (ContainerEnergy earlier : interval.from().balance().containers()) {
            before.put(earlier.container().id(), earlier.energyMicrojoules());
        }
        return interval.to().balance().containers().stream()
                .map(now -> new ContainerUse(now, interval.part(grown(now, before))))
                .sorted(Comparator.comparingLong((ContainerUse use) -> -use.usage.energyMicrojoules())
                        .thenComparing(use -> shortName(use.total.container())))
                .toList();
    }

    private static long grown(ContainerEnergy now, Map<String, Long> before) {
        long earlier = before.getOrDefault(now.container().id(), 0L);
        // One that has less than before went out of sight and came back: it began again from 0.
        return now.energyMicrojoules() >= earlier ? now.energyMicrojoules() - earlier : now.energyMicrojoules();
    }

    /** What people call it: its name, or the beginning of its id as its runtime shows it. */
    static String shortName(Container container) {
        String id = container.id();
        return container.name().orElse(id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
    }

    /** The fields that describe a container, inside an object. */
    static void describe(JsonGenerator json, Container container) throws IOException {
        json.writeStringField("name", container.name().orElse("unknown"));
        json.writeStringField("id", container.id());
        json.writeStringField("runtime", container.runtime().orElse("unknown"));
        json.writeStringField("scheduler", container.scheduler().orElse("unknown"));
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : container.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
    }
}
