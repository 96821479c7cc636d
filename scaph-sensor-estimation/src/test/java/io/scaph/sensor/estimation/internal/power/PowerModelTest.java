package io.scaph.sensor.estimation.internal.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.sensor.estimation.Property;
import io.scaph.sensor.estimation.internal.hardware.CpuFacts;
import io.scaph.sensor.estimation.internal.hardware.CpuId;
import io.scaph.sensor.estimation.internal.hardware.CpuModel;
import io.scaph.sensor.estimation.internal.hardware.Vendor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PowerModelTest {
    private static final double[] NUMBERS = {
        0,
        -1,
        1,
        1e-300,
        1e300,
        2_400,
        64,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE
    };
    private static final List<String> NAMES = List.of(
            "",
            " ",
            "Intel(R) Xeon(R) Platinum 8380 CPU @ 2.30GHz",
            "AMD EPYC 99999 1000-Core Processor",
            "(((((((((((((((((((((@ GHz",
            "xeon xeon xeon e5- v v v v9",
            "\u0000\uFFFF\n\r\t",
            "Neoverse-N1",
            "Ampere Altra",
            "VIA Nano X2 U4025",
            "epyc " + "9".repeat(10_000),
            "Common KVM processor",
            "core i99-999999999999999999999k");

    private final ModelText.Models models = ModelText.shipped();
    private final PowerModel model = models.server();

    @Test
    void powerIsPositiveAndFiniteAndNeverFallsWithLoadWhateverTheMachine() {
        Property.holds(500, random -> {
            MachineTraits machine = machine(random);
            PowerEstimate estimate = model.estimate(machine);
            double last = 0;
            for (int step = 0; step <= 40; step++) {
                double load = step / 40.0;
                double watts = estimate.watts(load);
                assertThat(watts)
                        .as("%s at %s", machine, load)
                        .isPositive()
                        .isFinite()
                        .isGreaterThanOrEqualTo(last);
                last = watts;
            }
            Band band = estimate.band();
            assertThat(List.of(band.idle(), band.low(), band.high())).allSatisfy(factors -> {
                assertThat(factors.low()).isPositive().isLessThanOrEqualTo(1);
                assertThat(factors.high()).isFinite().isGreaterThanOrEqualTo(1);
            });
            assertThat(last).isLessThan(1_000);
            assertThat(estimate.watts(load(random))).isBetween(estimate.watts(0), estimate.watts(1));
        });
    }

    @Test
    void aPackagesPowerIsPositiveAndNeverFallsWithLoad() {
        Property.holds(500, random -> {
            MachineTraits machine = machine(random);
            double last = 0;
            for (int step = 0; step <= 40; step++) {
                double watts = models.packages().watts(machine.chip(), step / 40.0);
                assertThat(watts).as("%s", machine).isPositive().isFinite().isGreaterThanOrEqualTo(last);
                last = watts;
            }
        });
    }

    @Test
    void everyListedCpuHasAPowerNearItsThermalDesignPower() {
        for (CpuModel cpu : CpuFacts.shipped().models()) {
            MachineTraits machine = new MachineTraits(
                    Optional.of(cpu.microArchitecture().vendor() + " " + cpu.name()),
                    Optional.empty(),
                    OptionalDouble.of(cpu.megahertz()),
                    OptionalDouble.empty(),
                    cpu.threads(),
                    OptionalDouble.of(2 * cpu.threads()),
                    Optional.empty());

            double full = model.estimate(machine).watts(1) * cpu.threads();

            assertThat(full / cpu.tdpWatts()).as("%s", cpu).isBetween(0.3, 12.0);
        }
    }

    @Test
    void lessKnownIsLessCertain() {
        assertThat(width(Tier.HOST)).isLessThan(width(Tier.FAMILY));
        assertThat(width(Tier.LISTED)).isLessThan(width(Tier.LISTED_WITHOUT_MEMORY));
        assertThat(width(Tier.LISTED)).isLessThan(width(Tier.SIMILAR));
        assertThat(width(Tier.SIMILAR)).isLessThan(width(Tier.FAMILY));
        assertThat(width(Tier.FAMILY)).isLessThan(width(Tier.UNKNOWN));
    }

    private double width(Tier tier) {
        Band.Factors factors = Objects.requireNonNull(model.bands().get(tier)).low();
        return factors.high() / factors.low();
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void everyTierHasEquationsAndABand(Tier tier) {
        assertThat(model.equations()).containsKey(tier.equations());
        assertThat(model.bands()).containsKey(tier);
    }

    /** Its thermal design power once was that of a server, for however few threads. */
    @Test
    void anUnknownBoardIsNotFedLikeAServer() {
        PowerModel model = ModelText.shipped().server();

        double board = unknown(model, 4).watts(1) * 4;
        double server = unknown(model, 128).watts(1) * 128;

        assertThat(board).isLessThan(60);
        assertThat(server).isBetween(200.0, 1_000.0);
    }

    private static PowerEstimate unknown(PowerModel model, int threads) {
        return model.estimate(new MachineTraits(
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                threads,
                OptionalDouble.of(2 * threads),
                Optional.of(new MachineTraits.Processors(1, threads))));
    }

    @Test
    void whatIsOutOfTheFittedRangeIsTakenToBeAtItsEnd() {
        assertThat(memory(1e6)).isEqualTo(memory(1e9));
        assertThat(memory(1e-2)).isEqualTo(memory(1e-1));
        assertThat(memory(256)).isNotEqualTo(memory(128));
    }

    private double memory(double gigabytes) {
        return model.estimate(new MachineTraits(
                        Optional.of("AMD EPYC 7742"),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        128,
                        OptionalDouble.of(gigabytes),
                        Optional.empty()))
                .watts(0.5);
    }

    @Test
    void theResourcesAreSmall() throws IOException {
        assertThat(size(ModelText.class, "power-model.txt") + size(CpuFacts.class, "cpu-facts.txt"))
                .isLessThan(200_000);
    }

    private static int size(Class<?> owner, String resource) throws IOException {
        try (InputStream stream = Objects.requireNonNull(owner.getResourceAsStream(resource))) {
            return stream.readAllBytes().length;
        }
    }

    private static MachineTraits machine(Random random) {
        return new MachineTraits(
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(name(random)),
                random.nextBoolean() ? Optional.empty() : Optional.of(id(random)),
                number(random),
                number(random),
                random.nextInt(3) == 0 ? 10_000 * random.nextInt(3) - 10_000 : random.nextInt(512),
                number(random),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new MachineTraits.Processors(random.nextInt(9) - 1, random.nextInt(300) - 1)));
    }

    private static String name(Random random) {
        if (random.nextBoolean()) {
            return NAMES.get(random.nextInt(NAMES.size()));
        }
        List<CpuModel> listed = CpuFacts.shipped().models();
        CpuModel model = listed.get(random.nextInt(listed.size()));
        return model.microArchitecture().vendor() + " " + model.name();
    }

    private static CpuId id(Random random) {
        List<Vendor> vendors = List.of(Vendor.values());
        Vendor vendor = vendors.get(random.nextInt(vendors.size()));
        return new CpuId(vendor, random.nextInt(30) - 1, random.nextInt(260) - 1);
    }

    private static OptionalDouble number(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> OptionalDouble.empty();
            case 1 -> OptionalDouble.of(NUMBERS[random.nextInt(NUMBERS.length)]);
            default -> OptionalDouble.of(Math.exp(random.nextGaussian() * 5));
        };
    }

    private static double load(Random random) {
        return random.nextInt(4) == 0 ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextDouble();
    }
}
