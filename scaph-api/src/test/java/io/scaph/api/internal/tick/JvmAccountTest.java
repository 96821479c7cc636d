package io.scaph.api.internal.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.internal.snapshot.JvmTotal;
import io.scaph.api.internal.snapshot.ProcessTotal;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.Property;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Process 7, which is this JVM, and another one, on 4 CPUs. */
class JvmAccountTest {
    private static final long SECOND = Rig.SECOND;
    private static final long JOULE = Rig.JOULE;

    private final ProcessInfo self = FakeWorkloads.process(7);
    private final Domain pkg = Domains.pkg(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final Rig rig = new Rig(sensor);
    private long processNanos;
    private long gcNanos;
    private long jitNanos;
    private long runtimeNanos;

    /** The JVM works on one CPU: a number of tenths of it for each part. */
    private void work(int gc, int jit, int runtime) {
        rig.workloads.use(self, SECOND);
        processNanos += SECOND;
        gcNanos += gc * SECOND / 10;
        jitNanos += jit * SECOND / 10;
        runtimeNanos += runtime * SECOND / 10;
        rig.workloads.jvm(new JvmTimes(processNanos, gcNanos, jitNanos, runtimeNanos));
    }

    private Snapshot tick(long joules) {
        sensor.add(pkg, joules * JOULE);
        return rig.tick();
    }

    private JvmEnergy begin() {
        work(5, 0, 0);
        tick(4);
        work(0, 5, 0);
        return tick(4).jvm().orElseThrow();
    }

    private JvmEnergy tickSince(JvmEnergy begin, long joules) {
        return difference(begin, tick(joules).jvm().orElseThrow());
    }

    private static JvmEnergy difference(JvmEnergy before, JvmEnergy after) {
        return new JvmTotal(
                after.application().minus(before.application()),
                after.gc().minus(before.gc()),
                after.jit().minus(before.jit()),
                after.runtime().minus(before.runtime()));
    }

    private static JvmEnergy joules(long application, long gc, long jit, long runtime) {
        return new JvmTotal(
                new Energy(application * JOULE),
                new Energy(gc * JOULE),
                new Energy(jit * JOULE),
                new Energy(runtime * JOULE));
    }

    @Test
    void eachPartHasItsPartOfTheJvmsEnergy() {
        JvmEnergy begin = begin();
        work(3, 2, 1);

        // A quarter of the machine is 10 J.
        assertThat(tickSince(begin, 40)).isEqualTo(joules(4, 3, 2, 1));
    }

    @Test
    void totalsGoOn() {
        JvmEnergy begin = begin();
        work(3, 2, 1);
        tick(40);
        work(0, 0, 5);

        assertThat(tickSince(begin, 80)).isEqualTo(joules(14, 3, 2, 11));
    }

    @Test
    void energyThatIsKnownLaterIsDividedByAllTheTimeInBetween() {
        JvmEnergy begin = begin();
        sensor.failing(pkg, true);
        work(10, 0, 0);
        tick(40);
        sensor.failing(pkg, false);
        work(0, 10, 0);

        assertThat(tickSince(begin, 40)).isEqualTo(joules(0, 10, 10, 0));
    }

    @Test
    void aReadingThatFailsIsMadeGoodByTheNext() {
        JvmEnergy begin = begin();
        rig.workloads.jvmFails(new IOException("broken on purpose"));
        work(10, 0, 0);
        assertThat(tick(40).jvm()).isEmpty();

        rig.workloads.jvmFails(null);
        work(0, 10, 0);
        assertThat(tickSince(begin, 40)).isEqualTo(joules(0, 10, 10, 0));
    }

    @Test
    void partsThatAreAheadOfTheProcessGetNoMoreThanThereIs() {
        JvmEnergy begin = begin();
        work(15, 5, 0);

        assertThat(tickSince(begin, 4))
                .isEqualTo(new JvmTotal(new Energy(0), new Energy(750_000), new Energy(250_000), new Energy(0)));
    }

    @Test
    void whereNothingIsReportedNothingIsKnown() {
        rig.workloads.use(self, SECOND);

        assertThat(tick(40).jvm()).isEmpty();
    }

    @Test
    void theEnergyOfEndedChildrenIsTheApplications() {
        JvmAccount account = new JvmAccount();
        account.post(
                new JvmTimes(0, 0, 0, 0),
                new ProcessTotal(self, new Energy(0), new Energy(0), new Energy(0), Duration.ofNanos(0), false));

        JvmEnergy energy = account.post(
                new JvmTimes(100, 50, 0, 0),
                new ProcessTotal(
                        self, new Energy(1_000), new Energy(400), new Energy(0), Duration.ofNanos(300), false));

        assertThat(energy).isEqualTo(new JvmTotal(new Energy(700), new Energy(300), new Energy(0), new Energy(0)));
    }

    @Test
    void theEnergyOfDevicesIsTheApplicationsAndSettlesNothingElse() {
        JvmAccount account = new JvmAccount();
        account.post(
                new JvmTimes(0, 0, 0, 0),
                new ProcessTotal(self, new Energy(0), new Energy(0), new Energy(0), Duration.ofNanos(0), false));

        JvmEnergy waiting = account.post(
                new JvmTimes(100, 50, 0, 0),
                new ProcessTotal(self, new Energy(700), new Energy(0), new Energy(700), Duration.ofNanos(0), false));
        JvmEnergy energy = account.post(
                new JvmTimes(200, 50, 0, 0),
                new ProcessTotal(
                        self, new Energy(1_100), new Energy(0), new Energy(700), Duration.ofNanos(200), false));

        assertThat(waiting).isEqualTo(new JvmTotal(new Energy(700), new Energy(0), new Energy(0), new Energy(0)));
        assertThat(energy).isEqualTo(new JvmTotal(new Energy(1_000), new Energy(100), new Energy(0), new Energy(0)));
    }

    @Test
    void thePartsAddUpToTheLineAndNoneEverFalls() {
        Property.holds(200, this::addsUp);
    }

    private void addsUp(Random random) {
        long line = 0;
        long children = 0;
        long[] nanos = new long[4];
        JvmAccount account = new JvmAccount();
        JvmEnergy before = new JvmTotal(new Energy(0), new Energy(0), new Energy(0), new Energy(0));
        for (int i = 0; i < 200; i++) {
            long own = random.nextInt(4) == 0 ? 0 : random.nextInt(50);
            long child = random.nextInt(3) == 0 ? random.nextInt(20) : 0;
            line += own + child;
            children += child;
            for (int part = 0; part < nanos.length; part++) {
                // Clocks that go back as well.
                nanos[part] += random.nextInt(1_000) - (random.nextInt(9) == 0 ? 500 : 0);
            }
            JvmTimes times = new JvmTimes(4 * nanos[0], nanos[1], nanos[2], nanos[3]);
            ProcessEnergy now = new ProcessTotal(
                    self, new Energy(line), new Energy(children), new Energy(0), Duration.ofNanos(i), false);

            JvmEnergy energy = account.post(times, now);

            assertThat(energy.energy().microjoules()).isEqualTo(line);
            JvmEnergy more = difference(before, energy);
            assertThat(List.of(
                            more.application().microjoules(),
                            more.gc().microjoules(),
                            more.jit().microjoules(),
                            more.runtime().microjoules()))
                    .allMatch(part -> part >= 0);
            before = energy;
        }
    }

    @Test
    void fractionsOfAMicrojouleAreNotLost() {
        JvmAccount account = new JvmAccount();
        JvmEnergy energy = new JvmTotal(new Energy(0), new Energy(0), new Energy(0), new Energy(0));
        for (int i = 0; i <= 1_000; i++) {
            ProcessEnergy now =
                    new ProcessTotal(self, new Energy(i), new Energy(0), new Energy(0), Duration.ofNanos(i), false);
            energy = account.post(new JvmTimes(10L * i, 3L * i, i, 0), now);
        }

        assertThat(energy.gc().microjoules()).isBetween(299L, 300L);
        assertThat(energy.jit().microjoules()).isBetween(99L, 100L);
    }
}
