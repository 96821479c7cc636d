package io.scaph.prometheus.internal.host;

import io.scaph.api.internal.text.KernelText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The files of {@code /proc} in which each line is a name and a number, such as {@code meminfo}. */
public final class NamedNumbers {
    /** Enough for a {@code /proc/stat} of 4,096 CPUs and as many interrupts. */
    private static final int MOST_BYTES = 1 << 20;

    private NamedNumbers() {}

    /**
     * Returns numbers by their names.
     *
     * @param text the text of a file
     * @param names the names, without colons
     * @return those that are there
     */
    public static Map<String, Long> find(String text, Set<String> names) {
        Map<String, Long> numbers = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            String[] words = line.split("[:\\s]+", 3);
            if (words.length > 1 && names.contains(words[0]) && words[1].matches("\\d{1,18}")) {
                numbers.put(words[0], Long.parseLong(words[1]));
            }
        }
        return numbers;
    }

    /**
     * Reads the raw text of a small file.
     *
     * @param file the file
     * @return its text; empty if it can't be read
     */
    public static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return KernelText.raw(in.readNBytes(MOST_BYTES));
        } catch (IOException e) {
            return "";
        }
    }
}
