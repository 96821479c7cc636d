package io.scaph.containers;

import java.util.Comparator;
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
        Comparator<Map.Entry<String, String>> unchangedFirst =
                Comparator.comparing(label -> !label.getKey().equals(safe(label.getKey())));
        TreeMap<String, String> labels = new TreeMap<>();
        foreign.entrySet().stream()
                .filter(label -> !label.getKey().isEmpty() && label.getKey().length() <= MAX_KEY)
                .sorted(unchangedFirst.thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_LABELS)
                .forEach(label -> put(labels, safe(label.getKey()), label.getValue()));
        return labels;
    }

    private static void put(Map<String, String> labels, String key, String value) {
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
