package io.scaph.sensor.estimation.internal.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ChipFinderTest {
    private static final CpuId BROADWELL = new CpuId(Vendor.INTEL, 6, 79);

    private final ChipFinder finder = new ChipFinder(CpuFacts.shipped());

    @Test
    void aListedModelHasItsPublishedPower() {
        Chip chip = find("AMD EPYC 7742 64-Core Processor", Optional.empty());

        assertThat(chip.source()).isEqualTo(Chip.Source.LISTED);
        assertThat(chip.tdpWatts()).isEqualTo(225);
        assertThat(chip.tdpPerThread()).isCloseTo(1.76, within(0.01));
    }

    @Test
    void aModelThatIsNotListedIsLikeThoseNamedAlike() {
        Chip chip = find("Intel Xeon Platinum 8278", Optional.empty());

        assertThat(chip.source()).isEqualTo(Chip.Source.SIMILAR);
        assertThat(chip.kind()).contains("cascadelake");
        assertThat(chip.tdpWatts()).isBetween(160.0, 210.0);
        assertThat(chip.threads()).isBetween(48.0, 58.0);
    }

    @Test
    void aHypervisorsNameForManyCpusDoesNotHideTheNumber() {
        Chip chip = find("Intel(R) Xeon(R) CPU @ 2.20GHz", Optional.of(BROADWELL));

        assertThat(chip.source()).isEqualTo(Chip.Source.FAMILY);
        assertThat(chip.year()).isEqualTo(2016);
    }

    @Test
    void whatQemuMakesUpIsTakenByItsName() {
        Chip chip = find("Intel Core Processor (Broadwell, IBRS)", Optional.of(new CpuId(Vendor.INTEL, 6, 61)));

        assertThat(chip.kind()).contains("broadwell");
        assertThat(chip.entry()).isFalse();
    }

    @Test
    void aNameOfAKnownFormWithANumberNotListedIsTakenByItsName() {
        Chip chip = find("AMD EPYC 9694", Optional.of(new CpuId(Vendor.AMD, 99, 1)));

        assertThat(chip.kind()).contains("zen4");
    }

    @Test
    void anUnknownCpuIsTakenForARecentServer() {
        Chip chip = find("Loongson-3C6000", Optional.empty());

        assertThat(chip.source()).isEqualTo(Chip.Source.UNKNOWN);
        assertThat(chip.kind()).isEmpty();
        assertThat(chip.entry()).isFalse();
        assertThat(chip.year()).isGreaterThan(2019);
        assertThat(chip.tdpWatts()).isBetween(100.0, 500.0);
    }

    private Chip find(String name, Optional<CpuId> id) {
        return finder.find(Optional.of(CpuName.of(name)), id, OptionalDouble.empty());
    }
}
