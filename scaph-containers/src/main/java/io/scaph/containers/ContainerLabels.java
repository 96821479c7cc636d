package io.scaph.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes labels of a metric from foreign keys and values, limited in number and length. */
final class ContainerLabels {
    private static final String PREFIX = "container_label_";
    private static final int MAX_LABELS = 64;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private ContainerLabels() {}

    /**
     * The labels of a runtime, as {@code container_label_KEY}: every character except letters, digits and underscores becomes an
     * underscore. If keys become equal, the one that did not change keeps its name, and the others are numbered in their order.
     */
    static Map<String, String> ofRuntime(Map<String, String> foreign) {
        List<Map.Entry<String, String>> unchanged = new ArrayList<>();
        List<Map.Entry<String, String>> changed = new ArrayList<>();
        for (Map.Entry<String, String> label : new TreeMap<>(foreign).entrySet()) {
            if (!label.getKey().isEmpty() && label.getKey().length() <= MAX_KEY) {
                (label.getKey().equals(safe(label.getKey())) ? unchanged : changed).add(label);
            }
        }
        TreeMap<String, String> labels = new TreeMap<>();
        unchanged.forEach(label -> put(labels, label.getKey(), label.getValue()));
        changed.forEach(label -> put(labels, safe(label.getKey()), label.getValue()));
        return labels;
    }

    private static void put(Map<String, String> labels, String key, String value) {
        if (labels.size() >= MAX_LABELS) {
            return;
        }
        String name = PREFIX + key;
        for (int i = 2; labels.containsKey(name); i++) {
            name = PREFIX + key + "_" + i;
        }
        labels.put(name, text(value));
    }

    private static String safe(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_");
    }

    /** The name of a container, empty if there is only white space. */
    static Optional<String> name(String foreign) {
        String name = text(foreign.strip());
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** A text without control characters and broken surrogates, cut to a maximal length. */
    static String text(String foreign) {
        return foreign.codePoints()
                .limit(MAX_VALUE)
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
