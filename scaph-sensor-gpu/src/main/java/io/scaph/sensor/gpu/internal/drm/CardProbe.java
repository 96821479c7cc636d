package io.scaph.sensor.gpu.internal.drm;

import io.scaph.api.topology.Quality;
import io.scaph.sensor.gpu.internal.energy.EnergySource;
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

/** Looks for the best that a card's driver reports: an energy counter, else power, else utilisation. */
final class CardProbe {
    private final Card card;
    private final PowerProfiles profiles;
    private final Hwmon hwmon;
    private final RuntimeStatus status;
    private final Path utilisation;
    private final List<String> reasons = new ArrayList<>();

    CardProbe(Card card, PowerProfiles profiles) {
        this.card = card;
        this.profiles = profiles;
        hwmon = new Hwmon(card.device());
        status = new RuntimeStatus(card.device());
        utilisation = card.device().resolve("gpu_busy_percent");
    }

    /** The GPU; empty if its driver reports nothing that can be used. Call it once. */
    Optional<Gpu> find() {
        Optional<Gpu> gpu = counted().or(this::powered).or(this::estimated);
        if (gpu.isEmpty()) {
            status.close();
        }
        return gpu;
    }

    /** What failed. */
    List<String> reasons() {
        return reasons;
    }

    private Optional<Gpu> counted() {
        Optional<Hwmon.EnergyFile> found = hwmon.energy();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        CardFile file = CardFile.counter(found.get().file(), status);
        EnergySource energy = new EnergySource() {
            @Override
            public long microjoules(long nanoTime) throws IOException {
                return file.read();
            }

            @Override
            public boolean confirmsStandstill() {
                return status.isAsleep();
            }
        };
        return works(file)
                ? Optional.of(gpu(file, Quality.MEASURED, found.get().description(), energy))
                : Optional.empty();
    }

    private Optional<Gpu> powered() {
        for (Path path : hwmon.powers()) {
            CardFile file = CardFile.gauge(path, status);
            if (works(file)) {
                return Optional.of(gpu(file, Quality.MEASURED, "its power, sampled", new IntegratedPower(file)));
            }
        }
        return Optional.empty();
    }

    private Optional<Gpu> estimated() {
        // An integrated GPU does not have its own power limit, and the user's numbers are those of a card.
        if (!Files.exists(utilisation) || packagePower().isPresent()) {
            return Optional.empty();
        }
        CardFile file = CardFile.gauge(utilisation, status);
        try {
            PowerProfile profile = profiles.of(hwmon.limitWatts());
            if (!works(file)) {
                return Optional.empty();
            }
            EnergySource energy = new IntegratedPower(() -> status.isAsleep() ? 0 : profile.microwatts(file.read()));
            return Optional.of(
                    gpu(file, Quality.ESTIMATED, "estimated from its utilisation, " + profile.text(), energy));
        } catch (IllegalArgumentException e) {
            reasons.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A sleeping card is not woken for a trial reading. */
    private boolean works(CardFile file) {
        try {
            if (!status.isAsleep()) {
                file.read();
            }
            return true;
        } catch (IOException e) {
            reasons.add(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private Optional<String> packagePower() {
        return PackagePower.reason(card, hwmon, status.isAsleep());
    }

    private Gpu gpu(CardFile file, Quality quality, String description, EnergySource energy) {
        Optional<String> inside = packagePower();
        // Another thread reads the energy, so this uses its own files.
        RuntimeStatus ownStatus = new RuntimeStatus(card.device());
        Optional<CardFile> percent =
                Files.exists(utilisation) ? Optional.of(CardFile.gauge(utilisation, ownStatus)) : Optional.empty();
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
                    status.close();
                    percent.ifPresent(CardFile::close);
                    ownStatus.close();
                });
    }
}
