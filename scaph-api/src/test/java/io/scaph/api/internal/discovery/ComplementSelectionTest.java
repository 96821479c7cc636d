package io.scaph.api.internal.discovery;

import static io.scaph.api.testing.PluginFailures.missing;
import static io.scaph.api.testing.PluginFailures.unchecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeSensorProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sensors that complement others, next to three that do not. */
class ComplementSelectionTest {
    private static final PluginSetup SETUP = PluginSetup.standard();

    private final FakeSensorProvider counters = new FakeSensorProvider("counters").priority(() -> 100);
    private final FakeSensorProvider tree = new FakeSensorProvider("tree").priority(() -> 50);
    private final FakeSensorProvider estimate = new FakeSensorProvider("estimate").priority(() -> 0);
    private final FakeSensor gpu = FakeSensor.of(Domains.gpu(0));

    private final FakeSensorProvider gpus = new FakeSensorProvider("gpus")
            .priority(() -> 1_000)
            .complements(() -> true)
            .opening(() -> gpu);

    private List<String> chooseWithGpus(String name) throws SensorUnavailableException {
        return Selection.sensors(name, List.of(estimate, counters, gpus, tree), SETUP).stream()
                .map(open -> open.info().name())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"auto, counters", "estimate, estimate"})
    void whatComplementsOthersIsOpenedNextToTheOneThatIsChosen(String name, String chosen) throws Exception {
        assertThat(chooseWithGpus(name)).containsExactly(chosen, "gpus");
        assertThat(gpus.opened()).isEqualTo(1);
    }

    @Test
    void whatComplementsOthersIsAloneWhereItIsNamed() throws Exception {
        gpus.aliases(() -> List.of("accelerators"));

        assertThat(chooseWithGpus("gpus")).containsExactly("gpus");
        assertThat(chooseWithGpus("accelerators")).containsExactly("gpus");
    }

    @Test
    void ofSeveralNamesThoseAloneAreOpened() throws Exception {
        FakeSensorProvider disks = new FakeSensorProvider("disks").complements(() -> true);

        assertThat(Selection.sensors("estimate,gpus", List.of(estimate, counters, gpus, disks), SETUP))
                .extracting(open -> open.info().name())
                .containsExactly("estimate", "gpus");
        assertThat(disks.opened()).isZero();
    }

    @Test
    void ofSeveralNamesOneThatCantWorkIsAnErrorAndTheOthersAreClosed() {
        FakeSensor opened = FakeSensor.of(Domains.pkg(0));
        counters.opening(() -> opened);
        gpus.probe(missing("gpu"));

        assertThatThrownBy(() -> chooseWithGpus("counters,gpus"))
                .isInstanceOf(SensorUnavailableException.class)
                .hasMessage("no gpu");
        assertThat(opened.closes()).isEqualTo(1);
    }

    @Test
    void whatComplementsOthersIsPassedOverWhereItIsNotAvailable() throws Exception {
        gpus.probe(missing("gpu"));

        assertThat(chooseWithGpus("auto")).containsExactly("counters");
    }

    @Test
    void whatComplementsOthersIsNoSensorOfItsOwnChoice() {
        assertThatThrownBy(() -> Selection.sensors("auto", List.of(gpus), SETUP))
                .isInstanceOf(SensorUnavailableException.class)
                .hasMessage("there is no sensor");
        assertThat(gpus.opened()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.scaph.api.internal.discovery.SelectionTest#whatProvidersThrow")
    void whatComplementsOthersCostsOnlyItself(Throwable thrown) throws Exception {
        gpus.opening(() -> {
            throw unchecked(thrown);
        });
        List<String> unopenable = chooseWithGpus("auto");
        gpus.probe(() -> {
            throw unchecked(thrown);
        });
        List<String> unprobeable = chooseWithGpus("auto");

        assertThat(unopenable).containsExactly("counters");
        assertThat(unprobeable).containsExactly("counters");
    }

    @Test
    void aProviderThatFailsToReturnWhetherItComplementsOthersIsOneLikeOthers() throws Exception {
        counters.complements(() -> {
            throw unchecked(new IllegalStateException("broken on purpose"));
        });

        assertThat(chooseWithGpus("auto")).containsExactly("counters", "gpus");
    }

    @Test
    void aDomainThatIsMeasuredAlreadyLeavesOutWhatWasToComplement() throws Exception {
        FakeSensor same = FakeSensor.of(Domains.gpu(1), Domains.pkg(0));
        gpus.opening(() -> same);

        assertThat(chooseWithGpus("auto")).containsExactly("counters");
        assertThat(same.closes()).isEqualTo(1);
    }
}
