package io.scaph.junit.internal.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The methods that use the energy of a test, or the reason why they are unknown.
 *
 * @param methods the methods; empty if they are unknown
 * @param unknown the reason why they are unknown; else empty
 * @param thrown what the body threw under the profiler; empty if nothing
 */
public record TestProfile(Optional<HotMethods> methods, String unknown, Optional<Throwable> thrown) {
    static TestProfile of(HotMethods methods) {
        return new TestProfile(Optional.of(methods), "", Optional.empty());
    }

    static TestProfile unknown(String reason) {
        return new TestProfile(Optional.empty(), reason, Optional.empty());
    }

    static TestProfile failed(Throwable thrown) {
        String reason = "the test failed when it was repeated under the profiler: " + thrown;
        return new TestProfile(Optional.empty(), reason, Optional.of(thrown));
    }

    /**
     * Describes it for people.
     *
     * @return lines, each after a line break and two spaces
     */
    public String text() {
        List<String> lines = methods.map(HotMethods::lines).orElseGet(() -> List.of("methods: unknown, " + unknown));
        StringBuilder text = new StringBuilder();
        // Names are hostile: they must not start a new line or move the cursor.
        lines.forEach(line -> text.append("\n  ").append(line.replaceAll("\\p{Cntrl}", "?")));
        return text.toString();
    }

    /**
     * Describes it for programs.
     *
     * @return the fields that docs/testing.md describes
     */
    public Map<String, Object> json() {
        return methods.map(HotMethods::json).orElseGet(() -> Map.of("unknown", unknown));
    }
}
