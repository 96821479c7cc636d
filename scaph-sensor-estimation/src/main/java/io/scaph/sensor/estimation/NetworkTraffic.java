package io.scaph.sensor.estimation;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.internal.text.KernelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The energy to carry the bytes of some interfaces: 0.001 kWh for each GB between data centres (Cloud Carbon Footprint,
 * methodology, Apache-2.0), nothing within one. Studies range up to 0.14 kWh. So it is an upper bound for traffic that stays,
 * and nearly all of it is not used in this machine.
 */
final class NetworkTraffic implements ComponentEstimate.ComponentEnergy {
    /** 0.001 kWh/GB: 3,600 J for 10^9 bytes. */
    private static final double MICROJOULES_PER_BYTE = 3.6;

    private static final double MOST_MICROJOULES_PER_BYTE = 140 * MICROJOULES_PER_BYTE;
    private static final int SENT_BYTES = 8;

    private final Path file;
    private final Set<String> interfaces;
    private Map<String, Long> last;
    private long bytes;

    /**
     * Begins to count.
     *
     * @param file {@code /proc/net/dev}, or that of a process
     * @param interfaces which interfaces count
     * @throws IOException if the file can't be read
     */
    NetworkTraffic(Path file, Set<String> interfaces) throws IOException {
        this.file = file;
        this.interfaces = Set.copyOf(interfaces);
        last = read();
    }

    /** An interface that is new or has restarted counts from the next reading. */
    @Override
    public Estimate microjoules(long nanoTime) throws IOException {
        Map<String, Long> now = read();
        now.forEach((name, count) -> bytes += Math.max(0, count - last.getOrDefault(name, count)));
        last = now;
        return new Estimate(0, MICROJOULES_PER_BYTE, MOST_MICROJOULES_PER_BYTE).times((double) bytes);
    }

    private Map<String, Long> read() throws IOException {
        Map<String, Long> counts = new HashMap<>();
        try {
            for (String line : KernelText.lines(Files.readAllBytes(file))) {
                int colon = line.indexOf(':');
                if (colon > 0 && interfaces.contains(line.substring(0, colon).strip())) {
                    String[] fields = line.substring(colon + 1).strip().split("\\s+", -1);
                    counts.put(
                            line.substring(0, colon).strip(),
                            Long.parseLong(fields[0]) + Long.parseLong(fields[SENT_BYTES]));
                }
            }
            return counts;
        } catch (IOException e) {
            throw new IOException(file + ": " + FailureText.reason(e), e);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + ": it does not count bytes", e);
        }
    }
}
