package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.scope.ScopeResult;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.testing.MonitoredMachine;
import io.scaph.api.topology.Quality;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a listener of scopes gets, on a machine of 4 CPUs in virtual time. */
@Timeout(30)
class ScopeListenerTest extends MonitoredMachine {
    private final BlockingQueue<ScopeEnergy> delivered = new LinkedBlockingQueue<>();

    private Monitor open(Consumer<ScopeEnergy> listener) throws Exception {
        return builder().onScope(listener).open();
    }

    /** A second passes, in which this thread keeps all CPUs busy. */
    private void work(long joules) {
        second(joules);
        processNanos.addAndGet(4 * SECOND);
        threadNanos.addAndGet(4 * SECOND);
    }

    private ScopeEnergy next() throws InterruptedException {
        ScopeEnergy energy = delivered.poll(10, TimeUnit.SECONDS);
        assertThat(energy).as("the next result").isNotNull();
        return energy;
    }

    @Test
    void everyClosedScopeIsDeliveredOnceInTheOrderOfClosing() throws Exception {
        try (Monitor monitor = open(delivered::add)) {
            Scope outer = monitor.scope("outer");
            monitor.scope("never closed");
            for (int i = 0; i < 100; i++) {
                Scope inner = monitor.scope("inner-" + i);
                work(1);
                inner.close();
                inner.close();
            }
            outer.close();
            outer.energy();
        }

        List<ScopeEnergy> all = new ArrayList<>(delivered);
        assertThat(all).hasSize(101);
        for (int i = 0; i < 100; i++) {
            assertThat(all.get(i).name()).isEqualTo("inner-" + i);
        }
        assertThat(all.get(100).name()).isEqualTo("outer");
        assertThat(all.get(100).host().orElseThrow().energy()).isEqualTo(Energy.ofJoules(100));
    }

    @Test
    void whatIsDeliveredIsTheEnergyOfTheScope() throws Exception {
        try (Monitor monitor = open(delivered::add)) {
            Scope scope = monitor.scope("checkout");
            try (scope) {
                work(10);
            }
            work(1_000);

            assertThat(next()).isEqualTo(scope.energy());
            assertThat(scope.energy()).hasToString("checkout: 10.0 J, 1.00 s, measured");
        }
    }

    @Test
    void aBlockThatThrowsIsDelivered() throws Exception {
        IOException thrown = new IOException("its own");
        try (Monitor monitor = open(delivered::add)) {
            assertThatThrownBy(() -> monitor.measure(() -> {
                        work(10);
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            assertThat(next()).hasToString("10.0 J, 1.00 s, measured");

            List<ScopeEnergy> given = new ArrayList<>();
            assertThatThrownBy(() -> monitor.compute(
                            () -> {
                                work(20);
                                throw thrown;
                            },
                            given::add))
                    .isSameAs(thrown);
            assertThat(given).containsExactly(next());

            assertThatThrownBy(() -> {
                        try (Scope scope = monitor.scope("broken")) {
                            assertThat(scope.name()).isEqualTo("broken");
                            work(30);
                            throw new StackOverflowError("on purpose");
                        }
                    })
                    .isInstanceOf(StackOverflowError.class);
            assertThat(next()).hasToString("broken: 30.0 J, 1.00 s, measured");
        }
    }

    @Test
    void whatAComputationThrowsIsNotReplacedByWhatTheReceiverOfItsEnergyThrows() throws Exception {
        IOException thrown = new IOException("its own");
        IllegalStateException later = new IllegalStateException("the receiver's");
        try (Monitor monitor = open(delivered::add)) {
            assertThatThrownBy(() -> monitor.compute(
                            () -> {
                                throw thrown;
                            },
                            energy -> {
                                throw later;
                            }))
                    .isSameAs(thrown)
                    .hasSuppressedException(later);
            assertThatThrownBy(() -> monitor.compute(() -> "done", energy -> {
                        throw later;
                    }))
                    .isSameAs(later);
        }
    }

    @Test
    void theLineForALogSaysWhatIsUncertain() throws Exception {
        try (Monitor monitor = open(delivered::add)) {
            monitor.scope("short").close();

            assertThat(next().toString())
                    .startsWith("short: energy unknown, 0.00 s, measured (")
                    .contains("too short for the counters");
        }
    }

    @Test
    void theLineForALogHasTheRange() {
        ScopeEnergy energy = new ScopeResult(
                "checkout",
                Duration.ofMinutes(20),
                Optional.empty(),
                Optional.of(EnergyRange.ofMicrojoules(2_410_000, 2_300_000, 2_520_000)),
                Optional.empty(),
                Optional.empty(),
                Quality.MEASURED,
                Set.of());

        assertThat(energy).hasToString("checkout: 2.41 J (2.30 to 2.52 J), 1200 s, measured");
        assertThat(energy.hostPower()).isEmpty();
        assertThat(energy.processPower().orElseThrow()).isBetween(0.0020, 0.0021);
    }
}
