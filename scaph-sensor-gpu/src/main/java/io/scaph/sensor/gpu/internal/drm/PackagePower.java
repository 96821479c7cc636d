package io.scaph.sensor.gpu.internal.drm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the power of a GPU is that of a CPU's package, which is counted already. For an integrated GPU amdgpu reports the
 * power of the whole package, "On APUs this includes the CPU" (hwmon section of drivers/gpu/drm/amd/pm/amdgpu_pm.c). The PCI
 * address does not help: integrated GPUs are behind an internal bridge.
 */
final class PackagePower {
    /** MI300A. It has the same table of metrics as the discrete MI300X. */
    private static final Set<String> DATA_CENTRE_APUS = Set.of("0x74a0");

    // struct metrics_table_header of drivers/gpu/drm/amd/include/kgd_pp_interface.h: u16 size, u8 format, u8 content.
    private static final int HEADER_BYTES = 4;
    private static final int HEADER_FORMAT = 2;
    /** gpu_metrics_v1_x is of discrete GPUs, v2_x and v3_x of APUs. */
    private static final int FORMAT_DISCRETE = 1;

    private PackagePower() {}

    /**
     * Why a card's energy must not be added to its host's.
     *
     * @param card the card
     * @param hwmon its hwmon files
     * @param asleep whether it sleeps, and must not be read
     * @return the reason in a few words; empty if the card is certainly discrete
     */
    static Optional<String> reason(Card card, Hwmon hwmon, boolean asleep) {
        if (card.driver().equals("amdgpu")) {
            return ofAmd(card, hwmon, asleep);
        }
        // i915 and xe show energy of discrete cards alone (i915_hwmon.c, xe_hwmon.c: only where IS_DGFX); nouveau shows
        // power of cards alone.
        return Optional.empty();
    }

    private static Optional<String> ofAmd(Card card, Hwmon hwmon, boolean asleep) {
        if (DATA_CENTRE_APUS.contains(card.model())) {
            return Optional.of("of the whole package, CPU included");
        }
        byte[] header = asleep ? new byte[0] : header(card.device().resolve("gpu_metrics"));
        if (header.length == HEADER_BYTES) {
            return header[HEADER_FORMAT] == FORMAT_DISCRETE
                    ? Optional.empty()
                    : Optional.of("of the whole package, CPU included");
        }
        // Of the APUs only Van Gogh and MI300A have a limit here, and those have the table of metrics. It can't be read
        // while a card sleeps, and cards before Vega 12 have none.
        if (hwmon.has("power1_cap")) {
            return Optional.empty();
        }
        return Optional.of("perhaps of the whole package, CPU included: it does not report whether it is an APU");
    }

    /** The beginning of the table; shorter if it can't be read. */
    private static byte[] header(Path metrics) {
        try (var in = Files.newInputStream(metrics)) {
            return in.readNBytes(HEADER_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
