package io.scaph.prometheus.internal.exposition;

import io.prometheus.metrics.model.snapshots.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The labels of a point. Immutable. A label without a value is the same as no label, so it is left out. */
public final class LabelSet {
    /** No labels. */
    public static final LabelSet NONE = builder().build();

    /** Processes choose their names and command lines, so these may be very long. */
    private static final int LONGEST_VALUE = 1_024;

    private final List<String> names;
    private final List<String> values;
    private final byte[] text;

    private LabelSet(List<String> names, List<String> values) {
        this.names = names;
        this.values = values;
        text = makeText().getBytes(StandardCharsets.UTF_8);
    }

    private String makeText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String value =
                    values.get(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            text.append(i == 0 ? '{' : ',')
                    .append(names.get(i))
                    .append("=\"")
                    .append(value)
                    .append('"');
        }
        return names.isEmpty() ? "" : text.append('}').toString();
    }

    /** The labels in braces, as all text formats write them; empty if there are no labels. Must not be modified. */
    byte[] text() {
        return text;
    }

    /** The same for the official client. */
    Labels ofClient() {
        return Labels.of(names, values);
    }

    /**
     * Returns the value of a label.
     *
     * @param name the label's name
     * @return its value; empty if there is no such label
     */
    public Optional<String> value(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(values.get(index));
    }

    /**
     * Returns a single label.
     *
     * @param name the label's name
     * @param value its value
     * @return the labels
     */
    public static LabelSet of(String name, String value) {
        return builder().with(name, value).build();
    }

    /**
     * Returns labels that all have the same value.
     *
     * @param value the value
     * @param names the names of the labels
     * @return the labels
     */
    public static LabelSet sameValue(String value, String... names) {
        Builder labels = builder();
        for (String name : names) {
            labels.with(name, value);
        }
        return labels.build();
    }

    /**
     * Returns a builder without labels.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String toString() {
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Collects labels. For use by one thread. */
    public static final class Builder {
        private final List<String> names = new ArrayList<>();
        private final List<String> values = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a label, unless it has no value or the name exists already.
         *
         * @param name a valid name
         * @param value its value; cut if it is very long
         * @return this
         */
        public Builder with(String name, String value) {
            if (!value.isEmpty() && !names.contains(name)) {
                names.add(name);
                values.add(cut(value));
            }
            return this;
        }

        /**
         * Adds a label if it has a value.
         *
         * @param name a valid name
         * @param value its value
         * @return this
         */
        public Builder with(String name, Optional<String> value) {
            return with(name, value.orElse(""));
        }

        /**
         * Adds a label with a name that scaph does not choose.
         *
         * @param name any text; what is not allowed in a name becomes an underscore
         * @param value its value
         * @return this
         */
        public Builder withForeign(String name, String value) {
            // Names with two underscores in front are reserved by Prometheus, and a digit may not be the first
            // character.
            String valid = name.replaceAll("[^a-zA-Z0-9_]", "_")
                    .replaceFirst("^_+", "")
                    .replaceFirst("^(?=\\d)", "_");
            return valid.isEmpty() ? this : with(valid, value);
        }

        /**
         * Returns the labels.
         *
         * @return the labels so far
         */
        public LabelSet build() {
            return new LabelSet(List.copyOf(names), List.copyOf(values));
        }

        private static String cut(String value) {
            if (value.length() <= LONGEST_VALUE) {
                return value;
            }
            int end = Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE;
            return value.substring(0, end);
        }
    }
}
