package io.scaph.api.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Monitor;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeSensorProvider;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Topology;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SelectionTest {
    private static final PluginSetup SETUP = PluginSetup.standard();
    private static final PluginSetup WORKLOAD_SETUP = PluginSetup.standard();

    private final FakeSensorProvider counters = new FakeSensorProvider("counters").priority(() -> 100);
    private final FakeSensorProvider tree = new FakeSensorProvider("tree").priority(() -> 50);
    private final FakeSensorProvider estimate = new FakeSensorProvider("estimate").priority(() -> 0);

    private static Supplier<Availability> missing(String what) {
        return () -> Availability.unavailable("no " + what, "get " + what);
    }

    private OpenSensor choose(String name) throws SensorUnavailableException {
        List<OpenSensor> chosen = Selection.sensors(name, List.of(estimate, counters, tree), SETUP);
        assertThat(chosen).hasSize(1);
        return chosen.get(0);
    }

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
    @MethodSource("whatProvidersThrow")
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

    private record Workloads(String name, int priority, Supplier<Availability> probed, Supplier<WorkloadSource> opened)
            implements WorkloadSourceProvider {
        @Override
        public Availability probe(PluginSetup setup) {
            return probed.get();
        }

        @Override
        public WorkloadSource open(PluginSetup setup) {
            return opened.get();
        }
    }

    @Test
    void theHighestWorkloadSourceThatWorksIsTaken() {
        WorkloadSource plain = new FakeWorkloads(1);
        WorkloadSource better = new FakeWorkloads(1);
        Supplier<Availability> there = () -> Availability.available("");

        WorkloadSource source = WorkloadSelection.open(
                List.of(
                        new Workloads("plain", 0, there, () -> plain),
                        new Workloads("missing", 30, missing("it"), () -> plain),
                        new Workloads(
                                "broken",
                                40,
                                () -> {
                                    throw unchecked(new NoClassDefFoundError("x"));
                                },
                                () -> plain),
                        new Workloads("unopenable", 20, there, () -> {
                            throw unchecked(new IllegalStateException("x"));
                        }),
                        new Workloads("better", 10, there, () -> better)),
                WORKLOAD_SETUP);

        assertThat(source).isSameAs(better);
    }

    @Test
    void whereNoWorkloadSourceWorksAllEnergyIsUnattributed() throws Exception {
        WorkloadSource source = WorkloadSelection.open(
                List.of(
                        new Workloads("missing", 30, missing("it"), () -> new FakeWorkloads(1)),
                        new Workloads("unopenable", 20, () -> Availability.available(""), () -> {
                            throw unchecked(new IllegalStateException("x"));
                        })),
                WORKLOAD_SETUP);
        VirtualClock clock = new VirtualClock();
        FakeSensor sensor = FakeSensor.of(Domains.gpu(0));

        try (Monitor monitor = Monitor.builder()
                        .sensor("fake", "a fake", sensor)
                        .workloads(source)
                        .clock(clock)
                        .manualTicks()
                        .open();
                SnapshotReader reader = monitor.reader()) {
            clock.advance(VirtualClock.SECOND);
            sensor.add(Domains.gpu(0), 5);

            assertThat(reader.refresh().unattributed().microjoules()).isEqualTo(5);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }
}
