package io.scaph.sensor.gpu.internal.drm;

import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.linux.environment.SystemFiles;
import io.scaph.sensor.gpu.internal.energy.EnergySource;
import io.scaph.sensor.gpu.internal.energy.FoundGpus;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import io.scaph.sensor.gpu.internal.energy.IntegratedPower;
import io.scaph.sensor.gpu.internal.energy.PowerProfile;
import io.scaph.sensor.gpu.internal.energy.PowerProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the best that a card's driver reports: an energy counter, else power, else utilisation. Not used again after {@link
 * #addTo}.
 */
public final class CardProbe {
    private final Card card;
    private final PowerProfiles profiles;
    private final Hwmon hwmon;
    private final Path utilisation;
    private final List<String> reasons = new ArrayList<>();

    private CardProbe(Card card, PowerProfiles profiles) {
        this.card = card;
        this.profiles = profiles;
        hwmon = new Hwmon(card.device());
        utilisation = card.device().resolve("gpu_busy_percent");
    }

    /**
     * Adds the GPUs of {@code /sys/class/drm}.
     *
     * @param sysfs the root of {@code /sys}
     * @param profiles the power of GPUs that measure nothing
     * @param noNvml why NVML can't be used; empty if it can
     * @param found where to add them; GPUs that are there already are left as they are
     */
    public static void addAll(Path sysfs, PowerProfiles profiles, Optional<String> noNvml, FoundGpus found) {
        for (Path entry : SystemFiles.children(sysfs.resolve("class/drm"), "card*")) {
            try {
                // Partitions of one GPU are cards with the same address.
                Card.at(entry)
                        .filter(card -> !found.contains(card.address()))
                        .ifPresent(card -> new CardProbe(card, profiles).addTo(found, noNvml));
            } catch (IOException e) {
                found.ignore(IgnoredZone.of(entry.toString(), String.valueOf(e.getMessage())));
            }
        }
    }

    private void addTo(FoundGpus found, Optional<String> noNvml) {
        Optional<Gpu> gpu = counted().or(this::powered).or(this::estimated);
        if (gpu.isPresent()) {
            found.add(gpu.get());
            return;
        }
        if (card.vendor().equals(Card.NVIDIA)) {
            noNvml.ifPresent(reasons::add);
        } else if (card.vendor().equals(Card.INTEL)) {
            reasons.add("an integrated GPU is part of its package's energy");
        }
        found.ignore(
                card.address(),
                card.title() + " reports neither energy nor power"
                        + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons)));
    }

    private Optional<Gpu> counted() {
        Optional<Hwmon.EnergyFile> found = hwmon.energy();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        CardFile file = CardFile.counter(found.get().file(), card);
        EnergySource energy = new EnergySource() {
            @Override
            public long microjoules(long nanoTime) throws IOException {
                return file.read();
            }

            @Override
            public boolean confirmsStandstill() {
                return file.isAsleep();
            }
        };
        return works(file)
                ? Optional.of(gpu(file, Quality.MEASURED, found.get().description(), energy))
                : Optional.empty();
    }

    private Optional<Gpu> powered() {
        for (Path path : hwmon.powers()) {
            CardFile file = CardFile.gauge(path, card);
            if (works(file)) {
                return Optional.of(gpu(file, Quality.MEASURED, "its power, sampled", new IntegratedPower(file)));
            }
        }
        return Optional.empty();
    }

    private Optional<Gpu> estimated() {
        if (!Files.exists(utilisation)) {
            return Optional.empty();
        }
        CardFile file = CardFile.gauge(utilisation, card);
        try {
            // An integrated GPU does not have its own power limit, and the user's numbers are those of a card.
            if (packagePower(file).isEmpty()) {
                PowerProfile profile = profiles.of(hwmon.limitWatts());
                EnergySource energy = new IntegratedPower(() -> file.isAsleep() ? 0 : profile.microwatts(file.read()));
                if (works(file)) {
                    return Optional.of(
                            gpu(file, Quality.ESTIMATED, "estimated from its utilisation, " + profile.text(), energy));
                }
            }
        } catch (IllegalArgumentException e) {
            reasons.add(String.valueOf(e.getMessage()));
        }
        file.close();
        return Optional.empty();
    }

    /** Closes a file that can't be read. A sleeping card is not woken for a trial reading. */
    private boolean works(CardFile file) {
        try {
            if (!file.isAsleep()) {
                file.read();
            }
            return true;
        } catch (IOException e) {
            file.close();
            reasons.add(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private Optional<String> packagePower(CardFile file) {
        return PackagePower.reason(card, hwmon, file.isAsleep());
    }

    private Gpu gpu(CardFile file, Quality quality, String description, EnergySource energy) {
        Optional<String> inside = packagePower(file);
        Optional<CardFile> percent =
                Files.exists(utilisation) ? Optional.of(CardFile.gauge(utilisation, card)) : Optional.empty();
        return new Gpu(
                card.address(),
                file.path().toString(),
                quality,
                card.title() + ": " + description
                        + inside.map(reason -> ", " + reason).orElse(""),
                inside.isEmpty(),
                energy,
                Optional.empty(),
                percent.map(read -> read),
                () -> {
                    file.close();
                    percent.ifPresent(CardFile::close);
                });
    }
}
