package io.scaph.sensor.gpu.internal.drm;

import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.sensor.gpu.internal.energy.EnergySource;
import io.scaph.sensor.gpu.internal.energy.Findings;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import io.scaph.sensor.gpu.internal.energy.IntegratedPower;
import io.scaph.sensor.gpu.internal.energy.PowerProfile;
import io.scaph.sensor.gpu.internal.energy.ProfileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the GPUs of {@code /sys/class/drm}, each with the best that its driver tells. */
public final class CardFinder {
    private final Path sysfs;
    private final ProfileOptions profile;
    private final Optional<String> noNvml;

    /**
     * Looks for nothing yet.
     *
     * @param sysfs the root of {@code /sys}
     * @param profile the power of GPUs that measure nothing
     * @param noNvml why NVML can't be used; empty if it can
     */
    public CardFinder(Path sysfs, ProfileOptions profile, Optional<String> noNvml) {
        this.sysfs = sysfs;
        this.profile = profile;
        this.noNvml = noNvml;
    }

    /**
     * Finds them.
     *
     * @param findings where to put them; what is there already is left as it is
     */
    public void find(Findings findings) {
        for (Path entry : Texts.list(sysfs.resolve("class/drm"), "card*")) {
            try {
                Optional<Card> card = Card.at(entry);
                // Partitions of one GPU are cards of the same address.
                if (card.isPresent() && !findings.holds(card.get().address())) {
                    take(card.get(), findings);
                    findings.takeAddress(card.get().address());
                }
            } catch (IOException e) {
                findings.ignore(IgnoredZone.of(entry.toString(), String.valueOf(e.getMessage())));
            }
        }
    }

    private void take(Card card, Findings findings) {
        Hwmon hwmon = new Hwmon(card.device());
        Sleep sleep = new Sleep(card.device());
        List<String> reasons = new ArrayList<>();
        Optional<Gpu> gpu = counted(card, hwmon, sleep, reasons)
                .or(() -> powered(card, hwmon, sleep, reasons))
                .or(() -> estimated(card, hwmon, sleep, reasons));
        if (gpu.isPresent()) {
            findings.add(gpu.get());
            return;
        }
        sleep.close();
        if (card.vendor().equals(Card.NVIDIA) && noNvml.isPresent()) {
            reasons.add(noNvml.get());
        } else if (card.vendor().equals(Card.INTEL)) {
            reasons.add("an integrated one is in its package's energy");
        }
        findings.ignore(IgnoredZone.of(
                card.address(),
                card.title() + " tells neither energy nor power"
                        + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons))));
    }

    private Optional<Gpu> counted(Card card, Hwmon hwmon, Sleep sleep, List<String> reasons) {
        Optional<Hwmon.EnergyFile> found = hwmon.energy();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        CardReading reading = new CardReading(found.get().file(), sleep, CardReading.Asleep.LAST);
        if (!works(reading, sleep, reasons)) {
            return Optional.empty();
        }
        return Optional.of(
                gpu(card, hwmon, sleep, reading, Quality.MEASURED, found.get().words(), counter(reading, sleep)));
    }

    private static EnergySource counter(CardReading reading, Sleep sleep) {
        return new EnergySource() {
            @Override
            public long microjoules(long nanoTime) throws IOException {
                return reading.read();
            }

            @Override
            public boolean confirmsStandstill() {
                return sleep.isAsleep();
            }
        };
    }

    private Optional<Gpu> powered(Card card, Hwmon hwmon, Sleep sleep, List<String> reasons) {
        for (Path file : hwmon.powers()) {
            CardReading reading = new CardReading(file, sleep, CardReading.Asleep.ZERO);
            if (works(reading, sleep, reasons)) {
                EnergySource energy = new IntegratedPower(reading);
                return Optional.of(gpu(card, hwmon, sleep, reading, Quality.MEASURED, "its power, sampled", energy));
            }
        }
        return Optional.empty();
    }

    private Optional<Gpu> estimated(Card card, Hwmon hwmon, Sleep sleep, List<String> reasons) {
        Path busy = card.device().resolve("gpu_busy_percent");
        // Without a limit it is integrated: its power is its package's, and what its user told is of a card.
        if (!Files.exists(busy) || Integration.of(card, hwmon, sleep.isAsleep()).isPresent()) {
            return Optional.empty();
        }
        CardReading reading = new CardReading(busy, sleep, CardReading.Asleep.ZERO);
        try {
            PowerProfile watts = profile.of(hwmon.limitWatts());
            if (!works(reading, sleep, reasons)) {
                return Optional.empty();
            }
            EnergySource energy = new IntegratedPower(() -> sleep.isAsleep() ? 0 : watts.microwatts(reading.read()));
            String words = "estimated from how busy it is, " + watts.text();
            return Optional.of(gpu(card, hwmon, sleep, reading, Quality.ESTIMATED, words, energy));
        } catch (IllegalArgumentException e) {
            reasons.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A card that sleeps is not woken to try. */
    private static boolean works(CardReading reading, Sleep sleep, List<String> reasons) {
        try {
            if (!sleep.isAsleep()) {
                reading.read();
            }
            return true;
        } catch (IOException e) {
            reasons.add(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static Gpu gpu(
            Card card,
            Hwmon hwmon,
            Sleep sleep,
            CardReading reading,
            Quality quality,
            String words,
            EnergySource energy) {
        Optional<String> inside = Integration.of(card, hwmon, sleep.isAsleep());
        // Read by another thread than the energy, so on files of its own.
        Sleep sleepToo = new Sleep(card.device());
        Path busy = card.device().resolve("gpu_busy_percent");
        Optional<CardReading> percent = Files.exists(busy)
                ? Optional.of(new CardReading(busy, sleepToo, CardReading.Asleep.ZERO))
                : Optional.empty();
        return new Gpu(
                card.address(),
                reading.path().toString(),
                quality,
                card.title() + ": " + words + inside.map(why -> ", " + why).orElse(""),
                inside.isEmpty(),
                energy,
                Optional.empty(),
                percent.map(read -> read),
                () -> {
                    reading.close();
                    sleep.close();
                    percent.ifPresent(CardReading::close);
                    sleepToo.close();
                });
    }
}
