package io.scaph.prometheus.internal.exposition;

import io.prometheus.metrics.model.snapshots.Labels;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The labels of a point. Immutable. A label without a value is the same as no label, so it is left out. */
public final class LabelSet {
    /** No labels. */
    public static final LabelSet NONE = new LabelSet(Map.of());

    /** Processes choose their names and command lines, so these may be very long. */
    private static final int LONGEST_VALUE = 1_024;

    private final Map<String, String> values;
    private volatile byte @Nullable [] text;

    /** Takes over a map. */
    private LabelSet(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Returns labels that all have the same value.
     *
     * @param value the value
     * @param names the names of the labels
     * @return the labels
     */
    public static LabelSet sameValue(String value, String... names) {
        LabelSet labels = NONE;
        for (String name : names) {
            labels = labels.with(name, value);
        }
        return labels;
    }

    /**
     * Returns these labels and another one, unless it has no value or the name exists already.
     *
     * @param name a valid name
     * @param value its value; cut if it is very long
     * @return the labels
     */
    public LabelSet with(String name, String value) {
        if (value.isEmpty() || values.containsKey(name)) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, cut(value));
        return new LabelSet(more);
    }

    /**
     * Returns these labels and another one if it has a value.
     *
     * @param name a valid name
     * @param value its value
     * @return the labels
     */
    public LabelSet with(String name, Optional<String> value) {
        return with(name, value.orElse(""));
    }

    /**
     * Returns these labels and those of a subject if there is one.
     *
     * @param subject the subject
     * @param describe adds its labels
     * @param <S> the kind of subject
     * @return the labels
     */
    public <S> LabelSet with(Optional<? extends S> subject, BiFunction<LabelSet, S, LabelSet> describe) {
        return subject.isPresent() ? describe.apply(this, subject.get()) : this;
    }

    /**
     * Returns these labels and others with names that scaph does not choose.
     *
     * @param labels names and values; what is not allowed in a name becomes an underscore
     * @param renamed the names by which some of them are published
     * @return the labels
     */
    public LabelSet withForeign(Map<String, String> labels, Map<String, String> renamed) {
        LabelSet all = this;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String name = valid(renamed.getOrDefault(label.getKey(), label.getKey()));
            all = name.isEmpty() ? all : all.with(name, label.getValue());
        }
        return all;
    }

    /** Names with two underscores in front are reserved by Prometheus, and a digit may not be the first character. */
    private static String valid(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_").replaceFirst("^_+", "").replaceFirst("^(?=\\d)", "_");
    }

    private static String cut(String value) {
        if (value.length() <= LONGEST_VALUE) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE;
        return value.substring(0, end);
    }

    /**
     * Returns the value of a label.
     *
     * @param name the label's name
     * @return its value; empty if there is no such label
     */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The labels in braces, as all text formats write them; empty if there are no labels. Must not be modified. */
    byte[] text() {
        byte[] known = text;
        if (known == null) {
            known = toString().getBytes(StandardCharsets.UTF_8);
            text = known;
        }
        return known;
    }

    /** The same for the official client. */
    Labels ofClient() {
        return Labels.of(List.copyOf(values.keySet()), List.copyOf(values.values()));
    }

    @Override
    public String toString() {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
