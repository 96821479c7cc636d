package io.scaph.exporter.stdout;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON object with its fields in order. */
final class JsonObject {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /**
     * Adds a field.
     *
     * @param value a text, a number, a boolean, an object, a list or stream of these, null, or an {@code Optional}, which is null
     *     if it is empty
     */
    JsonObject with(String name, @Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            fields.put(name, optional.orElse(null));
        } else {
            fields.put(name, value instanceof Stream<?> stream ? stream.toList() : value);
        }
        return this;
    }

    /** Adds a field unless the value is empty. */
    JsonObject withIfPresent(String name, Optional<?> value) {
        return value.isPresent() ? with(name, value) : this;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            json.writeFieldName(field.getKey());
            write(json, field.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof JsonObject object) {
            object.write(json);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            json.writePOJO(value);
        }
    }
}
