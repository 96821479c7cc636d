package io.scaph.profiler.internal.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.profiler.internal.division.ProfileTotals;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An interactive flame graph of joules in one HTML file, of one profile or of the difference of two. */
public final class FlameGraphPage {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String TEMPLATE = "flamegraph.html";
    private static final String PLACE = "PROFILE_DATA";
    private static final double NANOS = 1e9;

    private final ProfileTotals profile;
    private final boolean compares;
    private final Map<String, FlameTree> groups = new LinkedHashMap<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();

    private FlameGraphPage(ProfileTotals profile, boolean compares) {
        this.profile = profile;
        this.compares = compares;
    }

    /**
     * Writes a profile.
     *
     * @param profile the profile
     * @param to where to write
     * @throws IOException if it can't be written
     */
    public static void write(ProfileTotals profile, Writer to) throws IOException {
        FlameGraphPage page = new FlameGraphPage(profile, false);
        FlameStack.of(profile).forEach(stack -> page.group(stack.group()).add(stack));
        page.write(to);
    }

    /**
     * Writes the difference of two profiles.
     *
     * @param before the profile to compare with
     * @param after the profile
     * @param to where to write
     * @throws IOException if it can't be written
     */
    public static void writeDifference(ProfileTotals before, ProfileTotals after, Writer to) throws IOException {
        writeDifference(FlameStack.of(before), after, to);
    }

    /**
     * Writes the difference of a profile to an earlier one.
     *
     * @param collapsed a file that {@link CollapsedText} wrote, of the profile to compare with
     * @param after the profile
     * @param to where to write
     * @throws IOException if it can't be read or written
     */
    public static void writeDifference(Path collapsed, ProfileTotals after, Writer to) throws IOException {
        List<FlameStack> before;
        try {
            before = CollapsedText.read(Files.readAllLines(collapsed));
        } catch (IOException e) {
            throw new IOException(collapsed + ": " + e.getMessage(), e);
        }
        writeDifference(before, after, to);
    }

    private static void writeDifference(List<FlameStack> before, ProfileTotals after, Writer to) throws IOException {
        FlameGraphPage page = new FlameGraphPage(after, true);
        FlameTree all = page.group("");
        FlameStack.of(after).forEach(all::add);
        before.forEach(all::addBefore);
        page.write(to);
    }

    private FlameTree group(String name) {
        return groups.computeIfAbsent(name, key -> new FlameTree());
    }

    private void write(Writer to) throws IOException {
        String template = template();
        int place = template.indexOf(PLACE);
        to.write(template, 0, place);
        // Names are hostile: none of them can begin a tag or end the script.
        to.write(data().replace("<", "\\u003c"));
        to.write(template, place + PLACE.length(), template.length() - place - PLACE.length());
    }

    private static String template() throws IOException {
        try (InputStream file = FlameGraphPage.class.getResourceAsStream(TEMPLATE)) {
            if (file == null) {
                throw new FileNotFoundException(TEMPLATE + " is missing in the jar of scaph-profiler; build it again");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String data() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("from", profile.from().toString());
            json.writeNumberField("seconds", profile.duration().toNanos() / NANOS);
            json.writeNumberField("unknownSeconds", profile.unknown().toNanos() / NANOS);
            json.writeStringField("quality", profile.quality().name());
            json.writeBooleanField("compares", compares);
            json.writeArrayFieldStart("groups");
            for (Map.Entry<String, FlameTree> group : groups.entrySet()) {
                json.writeStartArray();
                json.writeString(group.getKey());
                group.getValue().writeCallees(json, names);
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeFieldName("names");
            String[] inOrder = names.keySet().toArray(String[]::new);
            json.writeArray(inOrder, 0, inOrder.length);
            json.writeEndObject();
        }
        return text.toString();
    }
}
