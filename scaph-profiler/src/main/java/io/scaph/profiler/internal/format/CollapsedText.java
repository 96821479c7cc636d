package io.scaph.profiler.internal.format;

import io.scaph.profiler.internal.division.ProfileTotals;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Collapsed stacks, the input of most tools for flame graphs: {@code frame;frame;frame N}, with N in whole µJ. The lines add up to
 * the energy of the JVM.
 */
public final class CollapsedText {
    private static final Pattern UNSAFE = Pattern.compile("[;\\p{Cntrl}]");

    private CollapsedText() {}

    /**
     * Writes a profile.
     *
     * @param profile the profile
     * @param to where to write
     * @throws IOException if it can't be written
     */
    public static void write(ProfileTotals profile, Writer to) throws IOException {
        Map<String, Long> lines = new TreeMap<>();
        for (FlameStack stack : FlameStack.of(profile)) {
            if (stack.microjoules() > 0) {
                lines.merge(line(stack.frames()), stack.microjoules(), Long::sum);
            }
        }
        for (Map.Entry<String, Long> line : lines.entrySet()) {
            to.write(line.getKey() + ' ' + line.getValue() + '\n');
        }
    }

    private static String line(List<String> frames) {
        List<String> safe = new ArrayList<>(frames.size());
        frames.forEach(frame -> safe.add(UNSAFE.matcher(frame).replaceAll("_")));
        return String.join(";", safe);
    }

    /** Reads what {@link #write} wrote. */
    static List<FlameStack> read(List<String> lines) throws IOException {
        List<FlameStack> stacks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int blank = line.lastIndexOf(' ');
            try {
                List<String> frames = List.of(line.substring(0, blank).split(";", -1));
                stacks.add(new FlameStack("", frames, Long.parseLong(line, blank + 1, line.length(), 10), 0, 0));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IOException(
                        "line " + (i + 1) + " is no stack with its energy (frame;frame N); use a file that"
                                + " EnergyProfile.write wrote as COLLAPSED",
                        e);
            }
        }
        return stacks;
    }
}
