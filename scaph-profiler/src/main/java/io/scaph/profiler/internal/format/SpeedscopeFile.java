package io.scaph.profiler.internal.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.profiler.internal.division.ProfileTotals;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file format of speedscope (file-format-spec.ts of its sources). It has no unit for energy: its numbers are µJ, and its unit
 * is {@code none}.
 */
public final class SpeedscopeFile {
    private static final JsonFactory JSON = new JsonFactory();

    private SpeedscopeFile() {}

    /**
     * Writes a profile.
     *
     * @param profile the profile
     * @param to where to write
     * @throws IOException if it can't be written
     */
    public static void write(ProfileTotals profile, Writer to) throws IOException {
        List<FlameStack> stacks = FlameStack.of(profile);
        Map<String, Integer> frames = new LinkedHashMap<>();
        stacks.forEach(stack -> stack.frames().forEach(frame -> frames.putIfAbsent(frame, frames.size())));
        try (JsonGenerator json = JSON.createGenerator(to)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("$schema", "https://www.speedscope.app/file-format-schema.json");
            json.writeStringField("exporter", "scaph");
            json.writeStringField("name", "Energy (µJ)");
            json.writeObjectFieldStart("shared");
            json.writeArrayFieldStart("frames");
            for (String frame : frames.keySet()) {
                json.writeStartObject();
                json.writeStringField("name", frame);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeArrayFieldStart("profiles");
            json.writeStartObject();
            json.writeStringField("type", "sampled");
            json.writeStringField("name", "Energy (µJ)");
            json.writeStringField("unit", "none");
            json.writeNumberField("startValue", 0);
            json.writeNumberField("endValue", profile.microjoules());
            json.writeArrayFieldStart("samples");
            for (FlameStack stack : stacks) {
                json.writeArray(
                        stack.frames().stream().mapToInt(frames::get).toArray(),
                        0,
                        stack.frames().size());
            }
            json.writeEndArray();
            json.writeFieldName("weights");
            json.writeArray(stacks.stream().mapToLong(FlameStack::microjoules).toArray(), 0, stacks.size());
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
