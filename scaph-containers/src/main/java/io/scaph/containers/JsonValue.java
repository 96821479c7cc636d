package io.scaph.containers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON text: an object, an array or a text. Any other value has no fields, no elements and no text.
 *
 * @param value a map, a list, a string, or null
 */
record JsonValue(@Nullable Object value) {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_STRING = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .build())
            .build();

    /**
     * Parses a text. Unknown fields are skipped, so that a large text takes little memory.
     *
     * @param text the text
     * @param fields the names of the fields to read
     * @param open the name of an object; all of its fields are read
     * @throws IOException if the text is not JSON
     */
    static JsonValue parse(byte[] text, Set<String> fields, String open) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == null) {
                throw new IOException("the reply is not JSON");
            }
            return read(json, fields, open);
        }
    }

    private static JsonValue read(JsonParser json, Set<String> fields, String open) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return new JsonValue(readFields(json, fields, open, false));
        }
        if (json.currentToken() == JsonToken.START_ARRAY) {
            List<JsonValue> elements = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                elements.add(read(json, fields, open));
            }
            return new JsonValue(elements);
        }
        return new JsonValue(json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null);
    }

    private static Map<String, JsonValue> readFields(JsonParser json, Set<String> fields, String open, boolean all)
            throws IOException {
        Map<String, JsonValue> values = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals(open) && token == JsonToken.START_OBJECT) {
                values.put(name, new JsonValue(readFields(json, fields, open, true)));
            } else if (all || fields.contains(name)) {
                values.put(name, read(json, fields, open));
            } else {
                json.skipChildren();
            }
        }
        return values;
    }

    /** The fields of an object. */
    Map<String, JsonValue> fields() {
        Map<String, JsonValue> fields = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put((String) name, (JsonValue) field));
        }
        return fields;
    }

    /** A field of an object. */
    JsonValue get(String field) {
        return value instanceof Map<?, ?> map && map.get(field) instanceof JsonValue found
                ? found
                : new JsonValue(null);
    }

    /** The elements of an array. */
    List<JsonValue> elements() {
        return value instanceof List<?> list
                ? list.stream().map(JsonValue.class::cast).toList()
                : List.of();
    }

    Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
