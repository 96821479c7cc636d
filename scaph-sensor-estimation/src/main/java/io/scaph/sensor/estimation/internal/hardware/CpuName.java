package io.scaph.sensor.estimation.internal.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CPU model's name without what is not the model: trade marks, frequencies, words that every name has. CPUs, hypervisors
 * and people spell one model in a dozen ways ({@code Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz}, {@code Xeon E5-2670 2.6
 * GHz}); all of them come out as {@code xeon e5-2670}.
 *
 * @param shortForm the name in lower case, such as {@code xeon e5-2660 v2}, {@code epyc 7742}; empty if nothing is left
 * @param vendor the vendor, if the name shows it
 */
public record CpuName(String shortForm, Optional<Vendor> vendor) {
    /** Names are untrusted input: longer ones than any real name are cut. */
    private static final int MAX_LENGTH = 200;

    /** QEMU's own models: {@code Intel Xeon Processor (Skylake, IBRS)}, {@code Intel Xeon E312xx (Sandy Bridge, ...)}. */
    private static final Pattern QEMU = Pattern.compile("(?:xeon|core).*\\(([a-z]+(?: bridge)?)\\b[^)]*\\)?");

    private static final List<Step> STEPS = List.of(
            // A trade mark that is not UTF-8 is left as an escape, or as U+FFFD.
            new Step("[®™\uFFFD]|\\\\x[0-9a-f]{2}|\\((r|tm|c)\\)", " "),
            new Step("\\([^)]*\\)?", " "),
            new Step(",.*| with .*| w/.*", " "),
            new Step("(?<![\\w.])\\d+([.]\\d+)? ?[gm]hz", " "),
            new Step("@.*", " "),
            new Step("\\b\\d+(th|st|nd|rd) gen\\b", " "),
            new Step("\\b(\\w+-cores?|64-bit)\\b", " "),
            new Step("\\b(intel|amd|cpus?|processors?|genuine|authentic|family|series|class|dual|quad)(?![\\w-])", " "),
            new Step("\\bxeon[- ]([de])(?:[- ]\\1)?[- ](?=\\d{4})", "xeon $1-"),
            new Step("\\be([357])[- ]+(?=\\d{4})", "e$1-"),
            new Step("\\b(e[357]-\\d{4}[a-z]?) ?v ?(\\d)", "$1 v$2"),
            new Step("\\b(i[3579]) (?=\\d{3})", "$1-"),
            new Step("\\b(\\d{4}) ?(he|ee|se)\\b", "$1 $2"),
            new Step("\\b(opteron|pentium|core|athlon) ?\\b", "$1 "),
            new Step("\\s+", " "),
            new Step("(?<=[a-z0-9+]) 0$", ""));

    private static final Pattern XEON_WITHOUT_BRAND =
            Pattern.compile("[elxw]\\d{4}.*|e[357]-\\d{4}.*|[dew]-\\d{4}.*|(platinum|gold|silver|bronze) .*");

    private static final Pattern SUFFIX = Pattern.compile("v\\d|he|ee|se");
    private static final Pattern METAL = Pattern.compile("platinum|gold|silver|bronze|max");

    private record Step(Pattern pattern, String replacement) {
        Step(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }
    }

    /**
     * Reads a name.
     *
     * @param text what the CPU calls itself, or people call it; any text
     * @return the name
     */
    public static CpuName of(String text) {
        String lower = text.substring(0, Math.min(text.length(), MAX_LENGTH)).toLowerCase(Locale.ROOT);
        Optional<Vendor> vendor = Vendor.ofName(lower);
        Matcher qemu = QEMU.matcher(lower.replace("(r)", "").replace("(tm)", ""));
        if (qemu.find() && lower.matches(".*(processor|xx).*")) {
            return new CpuName("qemu " + qemu.group(1).replace(" ", ""), vendor);
        }
        String name = lower;
        for (Step step : STEPS) {
            name = step.pattern.matcher(name).replaceAll(step.replacement).strip();
        }
        if (XEON_WITHOUT_BRAND.matcher(name).matches()) {
            name = "xeon " + name;
        }
        // What was stripped may name others: "Quad-Core", "AMD Turbo CORE Technology".
        Optional<Vendor> named = Vendor.ofName(name);
        return new CpuName(name, named.isPresent() ? named : vendor);
    }

    /** Whether this is one of QEMU's own models. */
    boolean isQemuModel() {
        return shortForm.startsWith("qemu ");
    }

    /** The number by which the model is compared with others: of the last word that has one. */
    ModelNumber model() {
        return keys().stream()
                .filter(key -> key.chars().anyMatch(Character::isDigit))
                .findFirst()
                .map(ModelNumber::of)
                .orElseGet(() -> ModelNumber.of(""));
    }

    /**
     * What the model may be listed as, without its brand, the surest first.
     *
     * @return keys such as {@code e5-2660 v2}, {@code gold 5120}, {@code 5120}
     */
    List<String> keys() {
        String[] words = shortForm.split(" ", -1);
        List<String> keys = new ArrayList<>();
        for (int i = words.length - 1; i >= 0; i--) {
            if (SUFFIX.matcher(words[i]).matches()) {
                continue;
            }
            if (i + 1 < words.length && SUFFIX.matcher(words[i + 1]).matches()) {
                // Another generation, or another power, than the model without it: the bare number would be wrong.
                keys.add(words[i] + " " + words[i + 1]);
                continue;
            }
            if (i > 0 && (METAL.matcher(words[i - 1]).matches() || words[i - 1].length() <= 2)) {
                keys.add(words[i - 1] + " " + words[i]);
            }
            keys.add(words[i]);
            if (words[i].matches("\\d{4}(p|n|pn|l|m)") && vendor.isPresent()) {
                // Variants for one socket or for more memory, with the power of the model itself.
                keys.add(words[i].substring(0, 4));
            }
        }
        return keys;
    }
}
