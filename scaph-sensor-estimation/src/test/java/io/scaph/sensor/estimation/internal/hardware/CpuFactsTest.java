package io.scaph.sensor.estimation.internal.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuFactsTest {
    private final CpuFacts facts = CpuFacts.shipped();

    @Test
    void everyModelIsPlausible() {
        assertThat(facts.models()).hasSizeGreaterThan(1_000).allSatisfy(model -> {
            assertThat(model.tdpWatts()).isBetween(5.0, 500.0);
            assertThat(model.cores()).isBetween(1, 288);
            assertThat(model.threads()).isBetween(model.cores(), 2 * model.cores());
            assertThat(model.megahertz()).isBetween(700.0, 5_000.0);
            assertThat(model.tdpWatts() / model.cores()).isBetween(1.0, 110.0);
        });
    }

    @Test
    void everyMicroArchitectureIsKnownByNumber() {
        assertThat(facts.microArchitectures()).allSatisfy(kind -> {
            assertThat(kind.ids()).isNotEmpty();
            assertThat(kind.year()).isBetween(2004, 2030);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Intel Xeon Gold 5120, skylake-sp, 105, 28",
        "Intel Xeon 5120, core-65nm, 65, 2",
        "Intel Xeon Platinum 8380, icelake-sp, 270, 80",
        "AMD Opteron 8380, shanghai, 115, 4",
        "AMD EPYC 7702P, zen2, 200, 128",
        "Intel Xeon E5-2609, sandybridge, 80, 4"
    })
    void aModelIsFoundByItsName(String name, String kind, double tdp, int threads) {
        CpuModel model = facts.model(CpuName.of(name)).orElseThrow();

        assertThat(model.microArchitecture().name()).isEqualTo(kind);
        assertThat(model.tdpWatts()).isEqualTo(tdp);
        assertThat(model.threads()).isEqualTo(threads);
    }

    @Test
    void aModelIsNotTakenForThatOfAnotherGeneration() {
        CpuName name = CpuName.of("Intel Xeon E5-2609 v9");

        assertThat(facts.model(name)).isEmpty();
        assertThat(facts.microArchitecture(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Intel Xeon Gold 6999, ''",
        "Intel Xeon Platinum 8299X, cascadelake",
        "AMD EPYC 7999, ''",
        "AMD EPYC 9694P, zen4",
        "Intel Xeon 6799P, graniterapids",
        "Intel Core i5-9999T, coffeelake",
        "AMD EPYC-Milan Processor, zen3"
    })
    void theFormOfANameTellsTheMicroArchitecture(String name, String kind) {
        assertThat(facts.microArchitecture(CpuName.of(name))
                        .map(MicroArchitecture::name)
                        .orElse(""))
                .isEqualTo(kind);
    }

    @Test
    void severalMicroArchitecturesMayHaveOneNumber() {
        assertThat(facts.microArchitectures(new CpuId(Vendor.INTEL, 6, 85)))
                .extracting(MicroArchitecture::name)
                .contains("skylake-sp", "cascadelake", "cooperlake");
    }

    @Test
    void aLineThatMakesNoSenseIsShown() {
        assertThatThrownBy(() -> new CpuFacts(List.of("[x] intel server 2020 2 6/1", "7:a/b/c")))
                .hasMessageContaining("7:a/b/c");
    }
}
