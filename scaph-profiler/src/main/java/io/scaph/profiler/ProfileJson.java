package io.scaph.profiler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.api.energy.Energy;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;

/** Writes a profile as JSON, with energies in whole microjoules. */
final class ProfileJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int VERSION = 1;
    private static final double NANOS = 1e9;

    private final EnergyProfile profile;
    private final JsonGenerator json;

    private ProfileJson(EnergyProfile profile, JsonGenerator json) {
        this.profile = profile;
        this.json = json;
    }

    static void write(EnergyProfile profile, Writer to) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(to)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            new ProfileJson(profile, json).write();
        }
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeStringField("from", profile.from().toString());
        json.writeStringField("to", profile.to().toString());
        json.writeNumberField("seconds", profile.duration().toNanos() / NANOS);
        json.writeNumberField("unknown_seconds", profile.unknownTime().toNanos() / NANOS);
        json.writeStringField("quality", profile.quality().name().toLowerCase(Locale.ROOT));
        json.writeStringField("sampled_by", profile.samples().isByCpuTime() ? "cpu time" : "wall clock");
        json.writeStringField("unit", "microjoules");
        energy("energy", profile.energy());
        energy("application", profile.application());
        energy("unsampled", profile.unsampled());
        part("gc", profile.gc());
        part("jit", profile.jit());
        part("runtime", profile.runtime());
        samples(profile.samples());
        methods();
        threads();
        stacks();
        json.writeEndObject();
    }

    private void energy(String name, Energy energy) throws IOException {
        json.writeNumberField(name, energy.microjoules());
    }

    /** Unknown is null, not 0. */
    private void part(String name, Optional<Energy> energy) throws IOException {
        if (energy.isPresent()) {
            energy(name, energy.get());
        } else {
            json.writeNullField(name);
        }
    }

    private void samples(SampleCounts samples) throws IOException {
        json.writeObjectFieldStart("samples");
        json.writeNumberField("taken", samples.taken());
        json.writeNumberField("expected", samples.expected());
        json.writeNumberField("lost", samples.lost());
        json.writeNumberField("failed", samples.failed());
        json.writeNumberField("biased", samples.biased());
        json.writeNumberField("truncated", samples.truncated());
        json.writeNumberField("without_energy", samples.withoutEnergy());
        json.writeEndObject();
    }

    private void methods() throws IOException {
        json.writeArrayFieldStart("methods");
        for (MethodEnergy method : profile.methods()) {
            json.writeStartObject();
            json.writeStringField("name", method.name());
            energy("self", method.self());
            energy("self_error", method.selfError());
            energy("total", method.total());
            energy("total_error", method.totalError());
            json.writeNumberField("samples", method.samples());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void threads() throws IOException {
        json.writeArrayFieldStart("threads");
        for (ThreadEnergy thread : profile.threads()) {
            json.writeStartObject();
            json.writeStringField("name", thread.name());
            json.writeStringField("group", thread.group());
            energy("energy", thread.energy());
            energy("unsampled", thread.unsampled());
            json.writeNumberField("samples", thread.samples());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void stacks() throws IOException {
        json.writeArrayFieldStart("stacks");
        for (StackEnergy stack : profile.stacks()) {
            json.writeStartObject();
            json.writeStringField("thread_group", stack.threadGroup());
            energy("energy", stack.energy());
            energy("error", stack.error());
            json.writeNumberField("samples", stack.samples());
            json.writeFieldName("frames");
            json.writeArray(
                    stack.frames().toArray(String[]::new), 0, stack.frames().size());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
