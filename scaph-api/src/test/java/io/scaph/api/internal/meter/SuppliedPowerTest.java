package io.scaph.api.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.Property;
import io.scaph.api.testing.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sensors that are supplied with a power. */
class SuppliedPowerTest extends SuppliedSensorMonitors {
    private final long start = clock.nanoTime();
    private DoubleSupplier watts = () -> 10;

    private SnapshotReader ofPower() throws Exception {
        return open(Sensor.ofPower(wall, () -> watts.getAsDouble()));
    }

    @Test
    void aPowerThatRisesEvenlyIsIntegratedExactly() throws Exception {
        watts = () -> 100 + 20.0 * (clock.nanoTime() - start) / SECOND;
        SnapshotReader reader = ofPower();
        Snapshot first = reader.latest();
        for (int i = 0; i < 10; i++) {
            second(reader);
        }

        // 100 W for 10 s, and half of 200 W for as long.
        assertThat(microjoules(reader.latest())).isEqualTo(2_000 * JOULE);
        Interval interval = Interval.between(first, reader.latest());
        assertThat(interval.host().power()).hasValue(200);
        assertThat(domain(reader.latest()).knownTime()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theEnergyIsThatUnderTheLineThroughAllReadings() {
        Property.holds(300, random -> {
            double[] now = {random.nextDouble() * 500};
            VirtualClock time = new VirtualClock();
            try (Monitor monitor = Monitor.builder()
                            .sensor("plug", "", Sensor.ofPower(wall, () -> now[0]))
                            .workloads(new FakeWorkloads(4))
                            .clock(time)
                            .manualTicks()
                            .open();
                    SnapshotReader reader = monitor.reader()) {
                double joules = 0;
                for (int i = 0; i < 50; i++) {
                    double before = now[0];
                    now[0] = random.nextInt(5) == 0 ? 0 : random.nextDouble() * 500;
                    long nanos = 1 + random.nextLong(3 * SECOND);
                    joules += (before + now[0]) / 2 * nanos / SECOND;
                    time.advance(nanos);
                    reader.refresh();
                }

                assertThat(reader.latest().host().joules()).isCloseTo(joules, within(1.1e-6));
            } catch (SensorUnavailableException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void zeroWattsAreMeasuredAndNotUnknown() throws Exception {
        watts = () -> 0;
        SnapshotReader reader = ofPower();
        Snapshot first = reader.latest();
        for (int i = 0; i < 20; i++) {
            second(reader);
        }

        Interval interval = Interval.between(first, reader.latest());
        assertThat(interval.host().power()).hasValue(0);
        assertThat(interval.missing()).isEmpty();
        assertThat(domain(reader.latest()).gap()).isEmpty();
        assertThat(domain(reader.latest()).unknownTime()).isZero();
    }

    @Test
    void whatIsBetweenTwoReadingsOfWhichOneFailedIsUnknown() throws Exception {
        SnapshotReader reader = ofPower();
        second(reader);
        watts = () -> {
            throw new UncheckedIOException(new IOException("no route to the plug"));
        };
        Snapshot failed = second(reader);
        second(reader);
        watts = () -> 1_000;
        Snapshot back = second(reader);
        Snapshot end = second(reader);

        assertThat(domain(failed).gap())
                .hasValueSatisfying(gap -> assertThat(gap).contains("no route to the plug"));
        assertThat(microjoules(failed)).isEqualTo(10 * JOULE);
        assertThat(microjoules(back)).isEqualTo(10 * JOULE);
        assertThat(microjoules(end)).isEqualTo(1_010 * JOULE);
        assertThat(domain(end).knownTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(domain(end).gap()).isEmpty();
        assertThat(domain(end).corrections().failedReads()).isEqualTo(2);
        Interval acrossTheGap = Interval.between(failed, back);
        assertThat(acrossTheGap.host().power()).isEmpty();
        assertThat(Interval.between(failed, end).host().power()).hasValue(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {Double.NaN, -1, -1e-9, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e12, Double.MAX_VALUE
            })
    void whatIsNoPowerIsAReadingThatFailed(double given) throws Exception {
        SnapshotReader reader = ofPower();
        second(reader);
        watts = () -> given;
        Snapshot failed = second(reader);
        watts = () -> 20;
        second(reader);
        Snapshot end = second(reader);

        assertThat(domain(failed).gap()).contains("its supplier gave " + given + " W");
        assertThat(microjoules(failed)).isEqualTo(10 * JOULE);
        assertThat(microjoules(end)).isEqualTo(30 * JOULE);
    }

    @Test
    void aFirstReadingThatFailsIsNoBeginning() throws Exception {
        watts = () -> Double.NaN;
        SnapshotReader reader = ofPower();
        second(reader);
        watts = () -> 10;
        second(reader);

        assertThat(microjoules(reader.latest())).isZero();
        assertThat(microjoules(second(reader))).isEqualTo(10 * JOULE);
    }

    @Test
    void anErrorOfASupplierIsAReadingThatFailed() throws Exception {
        SnapshotReader reader = ofPower();
        watts = () -> {
            throw new NoClassDefFoundError("com/example/Plug");
        };
        Snapshot failed = second(reader);
        watts = () -> 20;
        second(reader);

        assertThat(domain(failed).gap())
                .hasValueSatisfying(gap -> assertThat(gap).contains("com/example/Plug"));
        assertThat(microjoules(second(reader))).isEqualTo(20 * JOULE);
    }

    @Test
    void theReasonOfAGapIsOneLineWhateverASupplierThrows() throws Exception {
        SnapshotReader reader = ofPower();
        watts = () -> {
            throw new IllegalStateException("HTTP 500\n<html>\r\n");
        };
        assertThat(domain(second(reader)).gap()).contains("HTTP 500 <html>");
        watts = () -> {
            throw new IllegalStateException();
        };
        assertThat(domain(second(reader)).gap()).contains("its supplier failed: java.lang.IllegalStateException");
        watts = () -> {
            throw new IllegalStateException(" ");
        };
        assertThat(domain(second(reader)).gap())
                .hasValueSatisfying(gap -> assertThat(gap).startsWith("its supplier failed: "));
    }

    @Test
    void aPowerWithARangeIsRefused() {
        assertThatThrownBy(() -> Sensor.ofPower(wall.withRange(1_000), () -> 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wall");
    }

    /** As a plug on the network. */
    @Test
    void aSupplierThatIsAlwaysSlowIsAskedOnceForEachReading() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        watts = () -> {
            asked.incrementAndGet();
            clock.advance(SECOND / 20);
            return 10;
        };
        SnapshotReader reader = ofPower();
        int first = asked.get();
        for (int i = 0; i < 10; i++) {
            second(reader);
        }

        assertThat(asked.get() - first).isEqualTo(10);
        assertThat(reader.latest().host().joules()).isCloseTo(105, within(1.0));
    }
}
