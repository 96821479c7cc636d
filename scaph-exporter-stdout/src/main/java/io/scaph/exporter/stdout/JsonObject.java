package io.scaph.exporter.stdout;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON object with its fields in order. */
final class JsonObject {
    private static final JSON WRITER =
            JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).without(JSON.Feature.FLUSH_AFTER_WRITE_VALUE);

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /**
     * Adds a field.
     *
     * @param value a text, a number, a boolean, an object, a stream of these, null, or an {@code Optional}, which is null if it
     *     is empty
     */
    JsonObject with(String name, @Nullable Object value) {
        fields.put(name, plain(value));
        return this;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (value instanceof Stream<?> stream) {
            return stream.map(JsonObject::plain).toList();
        }
        return value instanceof JsonObject object ? object.fields : value;
    }

    /** Adds a field unless the value is empty. */
    JsonObject withIfPresent(String name, Optional<?> value) {
        return value.isPresent() ? with(name, value) : this;
    }

    void write(JsonGenerator json) throws IOException {
        WRITER.write(fields, json);
    }
}
