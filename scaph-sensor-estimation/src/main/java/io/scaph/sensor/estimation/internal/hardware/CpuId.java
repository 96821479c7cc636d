package io.scaph.sensor.estimation.internal.hardware;

import java.util.Locale;

/**
 * The numbers that show the micro-architecture of a CPU with a hidden name: CPUID's family and model on x86, the
 * implementer and part of MIDR on ARM.
 *
 * @param vendor the designer
 * @param family the family as Linux shows it, with its extension, such as 6 or 25; on ARM the implementer
 * @param model the model as Linux shows it, with its extension, such as 85; on ARM the part
 */
public record CpuId(Vendor vendor, int family, int model) {
    /** The kind of CPU ({@link Chip#kind}) where only these numbers are known. */
    String kind() {
        return String.format(Locale.ROOT, "%s/%d/%d", vendor.name().toLowerCase(Locale.ROOT), family, model);
    }

    @Override
    public String toString() {
        return vendor == Vendor.ARM
                ? String.format(Locale.ROOT, "implementer 0x%x part 0x%x", family, model)
                : "family " + family + " model " + model;
    }
}
