package io.scaph.junit.internal.baseline;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.scaph.junit.internal.statistics.Bounds;
import io.scaph.junit.internal.statistics.Series;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Baselines as JSON: {@code {"version": 1, "baselines": [{...}, ...]}}, each with the fields of its key, the number of
 * repetitions, and mean, deviation, low and high in µJ for one operation. Fields that are not known are passed over.
 */
final class BaselineFormat {
    private static final int VERSION = 1;

    private BaselineFormat() {}

    static void write(Collection<Baseline> baselines, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeArrayFieldStart("baselines");
        for (Baseline baseline : baselines) {
            json.writeStartObject();
            json.writeStringField("test", baseline.key().test());
            json.writeStringField("machine", baseline.key().machine());
            json.writeStringField("sensor", baseline.key().sensor());
            json.writeStringField("quality", baseline.key().quality());
            json.writeStringField("policy", baseline.key().policy());
            json.writeStringField("of", baseline.key().subject());
            json.writeNumberField("repetitions", baseline.series().count());
            json.writeNumberField("meanMicrojoules", baseline.series().mean());
            json.writeNumberField("deviationMicrojoules", baseline.series().deviation());
            json.writeNumberField("lowMicrojoules", baseline.ranges().low());
            json.writeNumberField("highMicrojoules", baseline.ranges().high());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static SortedMap<BaselineKey, Baseline> read(JsonParser json) throws IOException {
        SortedMap<BaselineKey, Baseline> baselines = new TreeMap<>();
        boolean versionKnown = false;
        expect(json, json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "version" -> {
                    expect(json, value, JsonToken.VALUE_NUMBER_INT);
                    if (json.getIntValue() != VERSION) {
                        throw new JsonParseException(json, "version " + json.getText() + " is not known");
                    }
                    versionKnown = true;
                }
                case "baselines" -> {
                    expect(json, value, JsonToken.START_ARRAY);
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        Baseline baseline = baseline(json);
                        baselines.put(baseline.key(), baseline);
                    }
                    expect(json, json.currentToken(), JsonToken.END_ARRAY);
                }
                default -> json.skipChildren();
            }
        }
        if (!versionKnown) {
            throw new JsonParseException(json, "it has no version");
        }
        return baselines;
    }

    private static Baseline baseline(JsonParser json) throws IOException {
        Map<String, String> words = new HashMap<>();
        Map<String, Double> numbers = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                words.put(field, json.getText());
            } else if (value.isNumeric()) {
                numbers.put(field, json.getDoubleValue());
            } else {
                json.skipChildren();
            }
        }
        BaselineKey key = new BaselineKey(
                need(words, "test", json),
                need(words, "machine", json),
                need(words, "sensor", json),
                need(words, "quality", json),
                need(words, "policy", json),
                need(words, "of", json));
        try {
            return new Baseline(
                    key,
                    new Series(
                            need(numbers, "repetitions", json).intValue(),
                            need(numbers, "meanMicrojoules", json),
                            need(numbers, "deviationMicrojoules", json)),
                    new Bounds(need(numbers, "lowMicrojoules", json), need(numbers, "highMicrojoules", json)));
        } catch (IllegalArgumentException e) {
            throw new JsonParseException(json, e.getMessage(), e);
        }
    }

    private static <T> T need(Map<String, T> values, String field, JsonParser json) throws JsonParseException {
        T value = values.get(field);
        if (value == null) {
            throw new JsonParseException(json, "a baseline has no proper \"" + field + "\"");
        }
        return value;
    }

    private static void expect(JsonParser json, JsonToken is, JsonToken wanted) throws JsonParseException {
        if (is != wanted) {
            throw new JsonParseException(json, "expected " + wanted + ", found " + is);
        }
    }
}
