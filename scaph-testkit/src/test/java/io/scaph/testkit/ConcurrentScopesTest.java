package io.scaph.testkit;

import static io.scaph.testkit.Machines.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many threads on one simulated machine. */
class ConcurrentScopesTest {
    private static final int SCOPES = 1_000;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine =
            Machines.of(clock).watts(PACKAGE, 28).run(7, "mine", 1).self(7);

    @Test
    void aThousandScopesThatAreOpenAtOnceMeasureTheSame() throws Exception {
        CyclicBarrier opened = new CyclicBarrier(SCOPES + 1);
        CyclicBarrier advanced = new CyclicBarrier(SCOPES + 1);
        ExecutorService threads = Executors.newFixedThreadPool(SCOPES, ConcurrentScopesTest::smallThread);
        try (Monitor monitor = machine.monitor()) {
            List<Future<ScopeEnergy>> results = new ArrayList<>();
            for (int i = 0; i < SCOPES; i++) {
                results.add(threads.submit(() -> {
                    Scope scope = monitor.scope("request");
                    opened.await();
                    advanced.await();
                    scope.close();
                    return scope.energy();
                }));
            }
            opened.await();
            clock.advance(Duration.ofSeconds(1));
            advanced.await();

            for (Future<ScopeEnergy> result : results) {
                ScopeEnergy energy = result.get();
                assertThat(energy.host().orElseThrow().energy().microjoules()).isEqualTo(28_000_000);
                assertThat(energy.process().orElseThrow().energy().microjoules())
                        .isEqualTo(7_000_000);
                assertThat(energy.warnings()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * While the clock advances, the energy of a single scope is undefined, but not more than the total. It is unknown if the
     * thread that reads the counters gets no CPU for so long that the others stop waiting for it.
     */
    @Test
    void nothingIsLostOrMadeUpWhileAllAtOnceReadAdvanceAndTick() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        machine.script()
                .at(Duration.ofMillis(1))
                .run(8, "other", 2)
                .at(Duration.ofMillis(3))
                .end(8);
        try (Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            Callable<Boolean> work = () -> {
                boolean right = true;
                for (int i = 0; i < 500; i++) {
                    try (Scope scope = monitor.scope("request")) {
                        clock.advance(Duration.ofNanos(1_000));
                        right &= scope.energy()
                                .host()
                                .filter(host -> host.energy().microjoules() > 8 * 500 * 28)
                                .isEmpty();
                    }
                    if (i % 50 == 0) {
                        monitor.reader().refresh();
                    }
                }
                return right;
            };
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(work));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }

            Snapshot last = snapshots.refresh();
            assertThat(clock.nanoTime()).isEqualTo(4_000_000);
            assertThat(last.host().energy().microjoules())
                    .isEqualTo(machine.hostMicrojoules())
                    .isEqualTo(112_000);
            assertThat(machine.cpuNanos(8)).isEqualTo(4_000_000);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread smallThread(Runnable task) {
        return new Thread(null, task, "request", 64 * 1024);
    }
}
