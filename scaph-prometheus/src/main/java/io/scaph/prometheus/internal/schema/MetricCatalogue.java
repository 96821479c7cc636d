package io.scaph.prometheus.internal.schema;

import io.scaph.prometheus.internal.exposition.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Type and help of all metrics by name, read from {@code metrics.txt} next to this class. */
final class MetricCatalogue {
    private static final String FILE = "metrics.txt";
    private static final Map<String, Description> ENTRIES = read();

    /** What is known of a metric. */
    record Description(Sink.MetricType kind, String help) {}

    private MetricCatalogue() {}

    private static Map<String, Description> read() {
        Map<String, Description> entries = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(MetricCatalogue.class.getResourceAsStream(FILE), FILE)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    String[] words = line.split(" ", 3);
                    Sink.MetricType kind = Sink.MetricType.valueOf(words[1].toUpperCase(Locale.ROOT));
                    entries.put(words[0], new Description(kind, words[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("metrics.txt can't be read from the jar", e);
        }
        return entries;
    }

    /** For tests: the names of all metrics. */
    static Set<String> names() {
        return ENTRIES.keySet();
    }

    /** The entry of a name, which must be in the catalogue. */
    static Description entry(String name) {
        Description entry = ENTRIES.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(name + " is missing in metrics.txt");
        }
        return entry;
    }
}
