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

/**
 * A value of a JSON text.
 *
 * @param fields the fields of an object; none for any other value
 * @param elements the elements of an array; none for any other value
 * @param text a text; empty for any other value
 */
record JsonValue(Map<String, JsonValue> fields, List<JsonValue> elements, Optional<String> text) {
    private static final JsonValue OTHER = new JsonValue(Map.of(), List.of(), Optional.empty());

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
        return switch (json.currentToken()) {
            case START_OBJECT -> ofFields(json, fields, open, false);
            case START_ARRAY -> {
                List<JsonValue> elements = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(read(json, fields, open));
                }
                yield new JsonValue(Map.of(), elements, Optional.empty());
            }
            case VALUE_STRING -> new JsonValue(Map.of(), List.of(), Optional.of(json.getText()));
            default -> OTHER;
        };
    }

    private static JsonValue ofFields(JsonParser json, Set<String> fields, String open, boolean all)
            throws IOException {
        Map<String, JsonValue> values = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals(open) && token == JsonToken.START_OBJECT) {
                values.put(name, ofFields(json, fields, open, true));
            } else if (all || fields.contains(name)) {
                values.put(name, read(json, fields, open));
            } else {
                json.skipChildren();
            }
        }
        return new JsonValue(values, List.of(), Optional.empty());
    }

    /** A field of an object. */
    JsonValue get(String field) {
        return fields.getOrDefault(field, OTHER);
    }
}
