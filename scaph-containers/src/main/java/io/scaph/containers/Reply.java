package io.scaph.containers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;

/** Reads JSON as it comes, with bounds on what a reply may demand. */
final class Reply {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_STRING = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .build())
            .build();

    private Reply() {}

    /** Takes a field; it has to read or skip its value. */
    interface Field {
        void take(String name, JsonParser json) throws IOException;
    }

    /** Takes an element of an array, the parser being at its first token; it has to read or skip it. */
    interface Element {
        void take(JsonParser json) throws IOException;
    }

    static JsonParser open(byte[] text) throws IOException {
        JsonParser json = JSON.createParser(text);
        json.nextToken();
        return json;
    }

    /** Reads the fields of an object. Where there is something else, it is skipped. */
    static void object(JsonParser json, Field field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            skip(json);
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            field.take(name, json);
        }
        whole(json, JsonToken.END_OBJECT);
    }

    /** Reads the elements of an array. Where there is something else, it is skipped. */
    static void array(JsonParser json, Element element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            skip(json);
            return;
        }
        while (json.nextToken() != null && json.currentToken() != JsonToken.END_ARRAY) {
            element.take(json);
        }
        whole(json, JsonToken.END_ARRAY);
    }

    /** A text; empty where there is something else. */
    static Optional<String> text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return Optional.of(json.getText());
        }
        skip(json);
        return Optional.empty();
    }

    static void skip(JsonParser json) throws IOException {
        if (json.currentToken() == null) {
            throw new IOException("the reply is no JSON");
        }
        json.skipChildren();
    }

    private static void whole(JsonParser json, JsonToken end) throws IOException {
        if (json.currentToken() != end) {
            throw new IOException("the reply breaks off");
        }
    }
}
