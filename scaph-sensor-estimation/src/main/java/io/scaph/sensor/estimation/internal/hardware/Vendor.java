package io.scaph.sensor.estimation.internal.hardware;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The designer of a CPU, as far as power depends on it. */
public enum Vendor {
    /** Intel. */
    INTEL("genuineintel", "intel|xeon|core|pentium|celeron|atom"),
    /** AMD, and Hygon with CPUs of AMD's design. */
    AMD("authenticamd|hygongenuine", "amd|epyc|opteron|ryzen|threadripper|athlon|phenom|fx-\\d|hygon"),
    /** All makers of CPUs with the Arm architecture. */
    ARM(
            "arm|ampere|apple|fujitsu|cavium|marvell|hisilicon|nvidia|qualcomm",
            "arm|ampere|altra|ampereone|neoverse|graviton|cortex|grace|cobalt|axion|kunpeng|thunderx\\d?|a64fx|apple|yitian");

    private final Pattern identifier;
    private final Pattern word;

    Vendor(String identifier, String words) {
        this.identifier = Pattern.compile(identifier);
        word = Pattern.compile("(?<![a-z])(" + words + ")(?![a-z])");
    }

    /**
     * Returns the vendor by the CPU's vendor id.
     *
     * @param identifier CPUID's vendor, such as {@code GenuineIntel}, or a plain name
     * @return the vendor; empty if it is another one
     */
    public static Optional<Vendor> ofIdentifier(String identifier) {
        String text = identifier.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(vendor -> vendor.identifier.matcher(text).matches()
                        || vendor.name().equalsIgnoreCase(text))
                .findFirst();
    }

    /**
     * Returns the vendor by the words of a model's name.
     *
     * @param name the name, in lower case
     * @return the vendor; empty if no word shows it
     */
    static Optional<Vendor> ofName(String name) {
        return Arrays.stream(values())
                .filter(vendor -> vendor.word.matcher(name).find())
                .findFirst();
    }
}
