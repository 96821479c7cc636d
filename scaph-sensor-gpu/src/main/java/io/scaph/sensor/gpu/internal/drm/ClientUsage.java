package io.scaph.sensor.gpu.internal.drm;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The usage of an open device in {@code /proc/PID/fdinfo/FD} (Documentation/gpu/drm-usage-stats.rst).
 *
 * @param address the device's PCI address ({@code drm-pdev})
 * @param client the number of the client ({@code drm-client-id}), the same in all of its descriptors
 * @param nanos the time that the engines worked for it, added up, in ns ({@code drm-engine-*})
 * @param cycles the cycles by engine, for drivers that count cycles instead ({@code drm-cycles-*})
 * @param totalCycles all cycles of each engine ({@code drm-total-cycles-*})
 */
record ClientUsage(String address, long client, long nanos, Map<String, Long> cycles, Map<String, Long> totalCycles) {
    private static final String ENGINE = "drm-engine-";
    /** The number of engines of a kind, not an engine. */
    private static final String CAPACITY = "drm-engine-capacity-";

    private static final String CYCLES = "drm-cycles-";
    private static final String TOTAL_CYCLES = "drm-total-cycles-";

    /**
     * Parses the file.
     *
     * @param text the text of the file
     * @return empty if it is not a DRM device on the PCI bus, or its driver reports no usage
     */
    static Optional<ClientUsage> parse(String text) {
        String address = "";
        long client = -1;
        long nanos = -1;
        Map<String, Long> cycles = new HashMap<>();
        Map<String, Long> totals = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (!line.startsWith("drm-") || colon < 0) {
                continue;
            }
            String key = line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            if (key.equals("drm-pdev")) {
                address = value;
            } else if (key.equals("drm-client-id")) {
                client = number(value);
            } else if (key.startsWith(ENGINE) && !key.startsWith(CAPACITY)) {
                nanos = Math.max(0, nanos) + Math.max(0, number(value));
            } else if (key.startsWith(CYCLES)) {
                cycles.put(key.substring(CYCLES.length()), number(value));
            } else if (key.startsWith(TOTAL_CYCLES)) {
                totals.put(key.substring(TOTAL_CYCLES.length()), number(value));
            }
        }
        if (address.isEmpty() || client < 0 || (nanos < 0 && cycles.isEmpty())) {
            return Optional.empty();
        }
        // Some drivers report both; time is exact.
        return Optional.of(new ClientUsage(
                address, client, Math.max(0, nanos), nanos < 0 ? cycles : Map.of(), nanos < 0 ? totals : Map.of()));
    }

    /** The digits at the start of a value; -1 if it has no digits, or more than 64 bits. */
    private static long number(String value) {
        try {
            return Long.parseLong(value.replaceFirst("[^0-9].*", ""));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Identifies the client: a descriptor may belong to another one later. */
    String id() {
        return address + " " + client;
    }

    /**
     * The time that the device worked for this client since an earlier reading.
     *
     * @param earlier the earlier reading
     * @param elapsedNanos the time since then, in ns
     * @return the time of all engines, added up, in ns; 0 if a count went backwards
     */
    long busySince(ClientUsage earlier, long elapsedNanos) {
        if (cycles.isEmpty()) {
            return Math.max(0, nanos - earlier.nanos);
        }
        double parts = 0;
        for (Map.Entry<String, Long> engine : cycles.entrySet()) {
            Long before = earlier.cycles.get(engine.getKey());
            Long total = totalCycles.get(engine.getKey());
            Long totalBefore = earlier.totalCycles.get(engine.getKey());
            if (before != null && total != null && totalBefore != null && total > totalBefore) {
                long gained = Math.max(0, engine.getValue() - before);
                parts += (double) gained / (total - totalBefore);
            }
        }
        return Math.round(parts * Math.max(0, elapsedNanos));
    }
}
