package io.scaph.prometheus.internal.exposition;

import io.prometheus.metrics.model.snapshots.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Labels of a point, made once for as long as they hold. Immutable. A label without a value is the same as none, so it is
 * left out.
 */
public final class LabelSet {
    /** No labels. */
    public static final LabelSet NONE = builder().build();

    /** What processes call themselves may be endless. */
    private static final int LONGEST_VALUE = 1_024;

    private final String[] names;
    private final String[] values;
    private final byte[] text;
    private @Nullable Labels ofClient;

    private LabelSet(List<String> names, List<String> values) {
        this.names = names.toArray(new String[0]);
        this.values = values.toArray(new String[0]);
        text = text(this.names, this.values);
    }

    private static byte[] text(String[] names, String[] values) {
        if (names.length == 0) {
            return new byte[0];
        }
        StringBuilder text = new StringBuilder(names.length * 32);
        char before = '{';
        for (int i = 0; i < names.length; i++) {
            text.append(before).append(names[i]).append("=\"");
            escape(values[i], text);
            text.append('"');
            before = ',';
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void escape(String value, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    /** The labels in braces, as all text formats have them; nothing if there are none. Not to be changed. */
    byte[] text() {
        return text;
    }

    /** The same for the official client. */
    Labels ofClient() {
        Labels labels = ofClient;
        if (labels == null) {
            // Made twice by two threads they are the same.
            labels = Labels.of(names, values);
            ofClient = labels;
        }
        return labels;
    }

    /**
     * The value of a label.
     *
     * @param name the label's name
     * @return its value; empty if there is none
     */
    public Optional<String> value(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return Optional.of(values[i]);
            }
        }
        return Optional.empty();
    }

    /**
     * Labels of one name.
     *
     * @param name the label's name
     * @param value its value
     * @return the labels
     */
    public static LabelSet of(String name, String value) {
        return builder().with(name, value).build();
    }

    /**
     * Begins a set of labels.
     *
     * @return a builder without any
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
         * Adds a label; left out if it has no value, or if there is one of that name.
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
         * Adds a label that somebody else named.
         *
         * @param name any text; what is not allowed in a name becomes an underscore
         * @param value its value
         * @return this
         */
        public Builder withForeign(String name, String value) {
            String valid = name.replaceAll("[^a-zA-Z0-9_]", "_");
            // Two underscores in front are kept for Prometheus itself, and a digit may not stand there.
            String stripped = valid.replaceFirst("^_+", "");
            return stripped.isEmpty()
                    ? this
                    : with(Character.isDigit(stripped.charAt(0)) ? "_" + stripped : stripped, value);
        }

        /**
         * Ends it.
         *
         * @return the labels
         */
        public LabelSet build() {
            return new LabelSet(names, values);
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
