package io.scaph.profiler;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats of files with an {@link EnergyProfile}. */
public enum ProfileFormat {
    /** An interactive flame graph in one file, for browsers. */
    HTML(".html"),
    /** {@code frame;frame;frame N}, with N in whole microjoules; the lines add up to {@link EnergyProfile#energy()}. */
    COLLAPSED(".collapsed"),
    /** Everything that the profile knows. */
    JSON(".json"),
    /** For speedscope, with numbers in microjoules. */
    SPEEDSCOPE(".speedscope.json"),
    /** A table for people. */
    TEXT(".txt");

    private final String ending;

    ProfileFormat(String ending) {
        this.ending = ending;
    }

    /**
     * Returns how the names of files with this format end.
     *
     * @return such as {@code .html}
     */
    public String ending() {
        return ending;
    }

    /**
     * Finds the format that the name of a file asks for.
     *
     * @param file a file, which need not exist
     * @return the format
     * @throws IllegalArgumentException if its name has none of the endings
     */
    public static ProfileFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.ending))
                .max(Comparator.comparingInt(format -> format.ending.length()))
                .orElseThrow(() -> new IllegalArgumentException("the ending of " + file
                        + " does not say which format to write; use one of "
                        + Arrays.stream(values()).map(ProfileFormat::ending).collect(Collectors.joining(", "))));
    }
}
