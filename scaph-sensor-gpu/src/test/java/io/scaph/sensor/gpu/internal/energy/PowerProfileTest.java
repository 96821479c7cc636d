package io.scaph.sensor.gpu.internal.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PowerProfileTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    @Test
    void withoutTheUsersNumbersTheEndsArePartsOfTheLimit() {
        assertThat(new PowerProfiles(NONE, NONE).of(OptionalDouble.of(300))).isEqualTo(new PowerProfile(34.5, 306));
    }

    @Test
    void aFullPowerAloneGivesTheIdlePowerInProportion() {
        assertThat(new PowerProfiles(NONE, OptionalDouble.of(102)).of(NONE)).isEqualTo(new PowerProfile(11.5, 102));
    }

    @Test
    void anIdlePowerAboveTheLimitIsThePowerAllTheTime() {
        assertThat(new PowerProfiles(OptionalDouble.of(200), NONE).of(OptionalDouble.of(100)))
                .isEqualTo(new PowerProfile(102, 102));
    }

    @Test
    void withNothingKnownThereIsNoProfile() {
        assertThatThrownBy(() -> new PowerProfiles(OptionalDouble.of(5), NONE).of(NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--gpu-full-watts");
    }

    @Test
    void whatIsNoPowerIsRefused() {
        assertThatThrownBy(() -> new PowerProfile(Double.NaN, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PowerProfile(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PowerProfile(6, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PowerProfile(0, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void powerGrowsWithTheLoadAndEndsAtItsEnds() {
        PowerProfile profile = new PowerProfile(20, 220);
        long before = -1;
        for (int percent = 0; percent <= 100; percent++) {
            long now = profile.microwatts(percent);
            assertThat(now).isGreaterThan(before);
            before = now;
        }
        assertThat(profile.microwatts(0)).isEqualTo(20_000_000);
        assertThat(profile.microwatts(100)).isEqualTo(220_000_000);
        assertThat(profile.microwatts(250)).isEqualTo(220_000_000);
    }
}
