package io.scaph.linux.procfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Files of {@code /proc} with lines such as {@code VmRSS: 1234 kB}. */
public final class KeyedLines {
    private KeyedLines() {}

    /**
     * Reads a file.
     *
     * @param file such as {@code /proc/PID/status} (proc_pid_status(5))
     * @return the values by their keys, without the colon and white space
     * @throws IOException if it can't be read
     */
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return values;
    }
}
