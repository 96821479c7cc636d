package io.scaph.api.internal.discovery;

import static io.scaph.api.testing.PluginFailures.missing;
import static io.scaph.api.testing.PluginFailures.unchecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.testing.FakeSensorProvider;
import io.scaph.api.topology.Topology;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelectionTest {
    private static final PluginSetup SETUP = PluginSetup.standard();

    private final FakeSensorProvider counters = new FakeSensorProvider("counters").priority(() -> 100);
    private final FakeSensorProvider tree = new FakeSensorProvider("tree").priority(() -> 50);
    private final FakeSensorProvider estimate = new FakeSensorProvider("estimate").priority(() -> 0);

    private OpenSensor choose(String name) throws SensorUnavailableException {
        List<OpenSensor> chosen = Selection.sensors(name, List.of(estimate, counters, tree), SETUP);
        assertThat(chosen).hasSize(1);
        return chosen.get(0);
    }

    @Test
    void automaticChoiceTakesTheHighestThatIsThere() throws Exception {
        assertThat(choose("auto").info()).isEqualTo(new SensorName("counters", "it is there"));
        assertThat(tree.opened() + estimate.opened()).isZero();
    }

    @Test
    void ofEqualsTheFirstByNameIsTaken() throws Exception {
        counters.priority(() -> 0);
        tree.priority(() -> 0);

        assertThat(choose("auto").info().name()).isEqualTo("counters");
    }

    @Test
    void automaticChoiceSaysWhyNotABetterOne() throws Exception {
        counters.probe(missing("registers"));
        tree.probe(missing("mount"));

        assertThat(choose("auto").info())
                .isEqualTo(new SensorName(
                        "estimate",
                        "it is there; chosen because counters is not available: no registers; tree is not available: no"
                                + " mount"));
    }

    @Test
    void aSensorThatIsThereButCantBeOpenedIsPassedOver() throws Exception {
        counters.opening(() -> {
            throw new SensorUnavailableException("busy", "wait");
        });

        assertThat(choose("auto").info())
                .isEqualTo(new SensorName("tree", "it is there; chosen because counters is not available: busy"));
    }

    static Stream<Throwable> whatProvidersThrow() {
        return Stream.of(
                new IllegalStateException("broken on purpose"),
                new NoClassDefFoundError("broken on purpose"),
                new AssertionError("broken on purpose"),
                new IOError(new IOException("broken on purpose")));
    }

    @ParameterizedTest
    @MethodSource("whatProvidersThrow")
    void aProviderThatThrowsWhileProbingIsPassedOverByName(Throwable thrown) throws Exception {
        counters.probe(() -> {
            throw unchecked(thrown);
        });

        assertThat(choose("auto").info().name()).isEqualTo("tree");
        assertThat(choose("auto").info().reason()).contains("counters is not available", "broken on purpose");
    }

    @ParameterizedTest
    @MethodSource("whatProvidersThrow")
    void aProviderThatThrowsWhileOpeningIsPassedOverByName(Throwable thrown) throws Exception {
        counters.opening(() -> {
            throw unchecked(thrown);
        });

        assertThat(choose("auto").info().name()).isEqualTo("tree");
        assertThat(choose("auto").info().reason()).contains("counters is not available", "broken on purpose");
    }

    @ParameterizedTest
    @MethodSource("whatProvidersThrow")
    void aSensorThatFailsToReturnItsTopologyIsPassedOverAndClosed(Throwable thrown) throws Exception {
        AtomicInteger closes = new AtomicInteger();
        counters.opening(() -> new Sensor() {
            @Override
            public Topology topology() {
                throw unchecked(thrown);
            }

            @Override
            public void read(RawCounters readings) {
                throw new AssertionError("what it reads is unknown");
            }

            @Override
            public void close() {
                closes.incrementAndGet();
            }
        });

        assertThat(choose("auto").info().name()).isEqualTo("tree");
        assertThat(closes).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("whatProvidersThrow")
    void aProviderThatFailsToReturnItsPriorityIsPassedOver(Throwable thrown) throws Exception {
        counters.priority(() -> {
            throw unchecked(thrown);
        });

        assertThat(choose("auto").info().name()).isEqualTo("tree");
    }

    @ParameterizedTest
    @MethodSource("whatProvidersThrow")
    void aProviderThatFailsToReturnItsAliasesCostsOnlyItself(Throwable thrown) throws Exception {
        counters.aliases(() -> {
            throw unchecked(thrown);
        });
        tree.aliases(() -> List.of("vm"));

        assertThat(choose("vm").info().name()).isEqualTo("tree");
    }

    @Test
    void whereNoneWorksEveryReasonIsGivenWithTheBestOnesRemedy() {
        counters.probe(missing("registers"));
        tree.probe(missing("mount"));
        estimate.probe(missing("profile"));

        assertThatThrownBy(() -> choose("auto")).isInstanceOfSatisfying(SensorUnavailableException.class, e -> {
            assertThat(e)
                    .hasMessage("no sensor works here: counters is not available: no registers; tree is not"
                            + " available: no mount; estimate is not available: no profile");
            assertThat(e.remedy()).isEqualTo("get registers");
        });
    }

    @Test
    void aNamedSensorIsOpenedWhateverItsRank() throws Exception {
        assertThat(choose("estimate").info()).isEqualTo(new SensorName("estimate", "it is there"));
    }

    @Test
    void anAliasNamesASensor() throws Exception {
        tree.aliases(() -> List.of("vm", "virtual"));

        assertThat(choose("virtual").info().name()).isEqualTo("tree");
    }

    @Test
    void anotherSensorsAliasDoesNotTakeASensorsName() throws Exception {
        estimate.aliases(() -> List.of("counters"));

        assertThat(choose("counters").info().name()).isEqualTo("counters");
    }

    @Test
    void aNamedSensorThatCantWorkIsAnErrorWithTheRemedyAndNeverReplaced() {
        counters.probe(missing("registers"));

        assertThatThrownBy(() -> choose("counters")).isInstanceOfSatisfying(SensorUnavailableException.class, e -> {
            assertThat(e).hasMessageContaining("no registers");
            assertThat(e.remedy()).isEqualTo("get registers");
        });
        assertThat(counters.opened() + tree.opened() + estimate.opened()).isZero();
    }

    @Test
    void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> choose("counter"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no sensor 'counter'; there are: auto, estimate, counters, tree");
    }

    @Test
    void withoutProvidersThereIsNoSensor() {
        assertThatThrownBy(() -> Selection.sensors("auto", List.<SensorProvider>of(), SETUP))
                .isInstanceOf(SensorUnavailableException.class)
                .hasMessage("there is no sensor");
    }
}
