package io.scaph.sensor.gpu.internal.drm;

import io.scaph.api.topology.IgnoredZone;
import io.scaph.sensor.gpu.internal.energy.FoundGpus;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import io.scaph.sensor.gpu.internal.energy.PowerProfiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the GPUs of {@code /sys/class/drm}. */
public final class CardFinder {
    private final Path sysfs;
    private final PowerProfiles profiles;
    private final Optional<String> noNvml;

    /**
     * Creates a finder.
     *
     * @param sysfs the root of {@code /sys}
     * @param profiles the power of GPUs that measure nothing
     * @param noNvml why NVML can't be used; empty if it can
     */
    public CardFinder(Path sysfs, PowerProfiles profiles, Optional<String> noNvml) {
        this.sysfs = sysfs;
        this.profiles = profiles;
        this.noNvml = noNvml;
    }

    /**
     * Adds the GPUs.
     *
     * @param found where to add them; GPUs that are there already are left as they are
     */
    public void find(FoundGpus found) {
        for (Path entry : SysfsText.list(sysfs.resolve("class/drm"), "card*")) {
            try {
                // Partitions of one GPU are cards with the same address.
                Card.at(entry).filter(card -> !found.contains(card.address())).ifPresent(card -> add(card, found));
            } catch (IOException e) {
                found.ignore(IgnoredZone.of(entry.toString(), String.valueOf(e.getMessage())));
            }
        }
    }

    private void add(Card card, FoundGpus found) {
        CardProbe probe = new CardProbe(card, profiles);
        Optional<Gpu> gpu = probe.find();
        if (gpu.isPresent()) {
            found.add(gpu.get());
            return;
        }
        List<String> reasons = new ArrayList<>(probe.reasons());
        if (card.vendor().equals(Card.NVIDIA) && noNvml.isPresent()) {
            reasons.add(noNvml.get());
        } else if (card.vendor().equals(Card.INTEL)) {
            reasons.add("an integrated GPU is part of its package's energy");
        }
        found.ignore(
                card.address(),
                card.title() + " reports neither energy nor power"
                        + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons)));
    }
}
