package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process on a simulated kernel starts others. They work in steps that hide nothing in the ticks of {@code stat}. */
class DescendantsTest {
    private static final long STEP = 3 * SimulatedKernel.TICK;

    private final SimulatedKernel kernel = new SimulatedKernel(Path.of("unused"), true);
    private final SimulatedKernel.Task stranger = kernel.first.fork();
    private final SimulatedKernel.Task self = kernel.first.fork();
    private boolean closed;

    private final Descendants.Reaper onlyStat = new Descendants.Reaper() {
        @Override
        public OptionalLong reapedNanos() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {
            closed = true;
        }
    };

    @BeforeEach
    void adopt() {
        self.subreaper = true;
    }

    private Descendants open() throws IOException {
        return new Descendants(kernel, self.pid, onlyStat);
    }

    @Test
    void childrenAndTheirsCountWhileTheyRun() throws IOException {
        Descendants clock = open();
        SimulatedKernel.Task child = self.fork().work(STEP);
        child.fork().work(2 * STEP);
        stranger.fork().work(STEP);
        self.work(STEP);

        assertThat(clock.nanos()).isEqualTo(3 * STEP);
        assertThat(clock.running()).isEqualTo(2);
    }

    @Test
    void aProcessThatIsWaitedForCountsOnce() throws IOException {
        Descendants clock = open();
        SimulatedKernel.Task child = self.fork().work(STEP);
        SimulatedKernel.Task grandchild = child.fork().work(2 * STEP);
        assertThat(clock.nanos()).isEqualTo(3 * STEP);

        grandchild.end();
        assertThat(clock.nanos()).isEqualTo(3 * STEP);
        grandchild.reap();
        assertThat(clock.nanos()).isEqualTo(3 * STEP);
        child.end();
        child.reap();
        assertThat(clock.nanos()).isEqualTo(3 * STEP);
        assertThat(clock.running()).isZero();
    }

    @Test
    void whatWasUsedBeforeDoesNotCount() throws IOException {
        SimulatedKernel.Task early = self.fork().work(STEP);
        SimulatedKernel.Task done = self.fork().work(STEP);
        done.end();
        done.reap();
        Descendants clock = open();
        early.work(STEP);

        assertThat(clock.nanos()).isEqualTo(STEP);
    }

    @Test
    void aDaemonThatWasNeverSeenWithItsParentCounts() throws IOException {
        Descendants clock = open();
        SimulatedKernel.Task child = self.fork();
        SimulatedKernel.Task daemon = child.fork().work(STEP);
        child.end();
        child.reap();
        daemon.work(STEP);
        assertThat(clock.nanos()).isEqualTo(2 * STEP);

        // No process waits for it.
        daemon.end();
        assertThat(clock.nanos()).isEqualTo(2 * STEP);
    }

    @Test
    void whereOrphansGoToTheFirstProcessThoseThatWereSeenAreFollowed() throws IOException {
        self.subreaper = false;
        Descendants clock = open();
        SimulatedKernel.Task child = self.fork();
        SimulatedKernel.Task daemon = child.fork().work(STEP);
        assertThat(clock.nanos()).isEqualTo(STEP);

        child.end();
        child.reap();
        daemon.work(STEP).fork().work(STEP);
        assertThat(clock.nanos()).isEqualTo(3 * STEP);

        daemon.end();
        assertThat(clock.nanos()).isEqualTo(3 * STEP);
        daemon.reap();
        assertThat(clock.nanos()).isEqualTo(3 * STEP);
    }

    @Test
    void aPidThatIsUsedAgainByAStrangerDoesNotCount() throws IOException {
        Descendants clock = open();
        SimulatedKernel.Task child = self.fork().work(STEP);
        assertThat(clock.nanos()).isEqualTo(STEP);

        child.end();
        child.reap();
        kernel.pass(1);
        stranger.fork(child.pid).work(5 * STEP);

        assertThat(clock.nanos()).isEqualTo(STEP);
    }

    @Test
    void whatTheReaperKnowsWins() throws IOException {
        long[] reaped = {7};
        Descendants clock = new Descendants(kernel, self.pid, new Descendants.Reaper() {
            @Override
            public OptionalLong reapedNanos() {
                return OptionalLong.of(reaped[0]);
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        });
        reaped[0] = 1_240;

        assertThat(clock.nanos()).isEqualTo(1_233);
    }

    @Test
    void closingLetsGo() throws IOException {
        open().close();

        assertThat(closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverHappensEveryStepCountsOnce(boolean whileReading) throws IOException {
        long seed = Long.getLong("scaph.seed", System.nanoTime());
        Random random = new Random(seed);
        Descendants clock = open();
        long[] worked = {0};
        List<SimulatedKernel.Task> family = new ArrayList<>();
        Runnable something = () -> worked[0] += happen(random, family);
        for (int i = 0; i < 2_000; i++) {
            something.run();
            if (i % 5 == 0) {
                if (whileReading) {
                    kernel.meanwhile = () -> {
                        if (random.nextInt(4) == 0) {
                            something.run();
                        }
                    };
                    assertThat(clock.nanos()).as("-Dscaph.seed=" + seed).isLessThanOrEqualTo(worked[0]);
                    kernel.meanwhile = () -> {};
                }
                assertThat(clock.nanos()).as("-Dscaph.seed=" + seed).isEqualTo(worked[0]);
            }
        }
    }

    /** One of the family works, forks, ends, or waits for a child; returns the time that it worked. */
    private long happen(Random random, List<SimulatedKernel.Task> family) {
        family.removeIf(task -> task.reaped);
        List<SimulatedKernel.Task> alive =
                family.stream().filter(SimulatedKernel.Task::isAlive).toList();
        SimulatedKernel.Task one = alive.isEmpty() ? self : alive.get(random.nextInt(alive.size()));
        switch (random.nextInt(6)) {
            case 0 -> family.add((random.nextInt(4) == 0 ? self : one).fork());
            case 1 -> {
                if (one != self) {
                    one.end();
                }
            }
            case 2, 3 ->
                family.stream()
                        .filter(task -> task.zombie && !task.reaped)
                        .findAny()
                        .ifPresent(SimulatedKernel.Task::reap);
            default -> {
                if (one != self) {
                    one.work(STEP);
                    return STEP;
                }
            }
        }
        return 0;
    }
}
