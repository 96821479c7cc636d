package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.scope.Scope;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine of 4 CPUs in virtual time, on which this JVM is process 7, and the flight recorder of this JVM. */
class FlightRecordingTest {
    private static final long SECOND = VirtualClock.SECOND;
    private static final long JOULE = 1_000_000;

    private final Domain pkg = Domains.pkg(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final FakeWorkloads workloads = new FakeWorkloads(4);
    private final VirtualClock clock = new VirtualClock();
    private final AtomicLong cpuNanos = new AtomicLong();

    @TempDir
    private Path directory;

    private Monitor monitor;
    private SnapshotReader reader;
    private Recording recording;

    @BeforeEach
    void open() throws Exception {
        // Before a recording starts: events that are loaded already have to work as well.
        monitor = Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .clock(clock)
                .manualTicks()
                .workloads(workloads.clocks(new CpuClocks() {
                    @Override
                    public long processNanos() {
                        return cpuNanos.get();
                    }

                    @Override
                    public long threadNanos() {
                        return cpuNanos.get();
                    }
                }))
                .open();
        reader = monitor.reader();
        work(4);
        reader.refresh();
        work(4);
        reader.refresh();
        recording = new Recording();
    }

    @AfterEach
    void close() {
        recording.close();
        monitor.close();
    }

    /** A second passes, in which this process keeps one CPU busy, a tenth of that by collections. */
    private void work(long joules) {
        clock.advance(SECOND);
        sensor.add(pkg, joules * JOULE);
        workloads.use(FakeWorkloads.process(7), SECOND);
        long now = cpuNanos.addAndGet(SECOND);
        workloads.jvm(new JvmTimes(now, now / 10, 0, 0));
    }

    private void enable(String event) {
        recording.enable(event).withoutThreshold();
        recording.start();
    }

    private List<RecordedEvent> events(String type) throws IOException {
        recording.stop();
        Path file = directory.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }

    @Test
    void eachTickRecordsTheHost() throws IOException {
        enable("scaph.HostEnergy");
        work(8);
        reader.refresh();
        work(12);
        reader.refresh();

        List<RecordedEvent> events = events("scaph.HostEnergy");
        assertThat(events).extracting(event -> event.getDouble("energyJoules")).containsExactly(8.0, 12.0);
        RecordedEvent first = events.get(0);
        assertThat(first.getDouble("powerWatts")).isCloseTo(8, within(1e-9));
        assertThat(first.getDuration("interval")).isEqualTo(Duration.ofSeconds(1));
        assertThat(first.getString("quality")).isEqualTo("MEASURED");
        assertThat(first.getString("unknownDomains")).isEmpty();
    }

    @Test
    void eachTickRecordsThisProcessAndItsParts() throws IOException {
        enable("scaph.ProcessEnergy");
        work(8);
        reader.refresh();

        RecordedEvent event = events("scaph.ProcessEnergy").get(0);
        assertThat(event.getDouble("energyJoules")).isCloseTo(2, within(1e-6));
        assertThat(event.getDouble("powerWatts")).isCloseTo(2, within(1e-6));
        assertThat(event.getDouble("gcJoules")).isCloseTo(0.2, within(2e-6));
        assertThat(event.getDouble("applicationJoules")).isCloseTo(1.8, within(2e-6));
        assertThat(event.getDouble("jitJoules")).isZero();
    }

    @Test
    void whatIsNotKnownIsNotANumber() throws IOException {
        enable("scaph.HostEnergy");
        sensor.failing(pkg, true);
        work(8);
        reader.refresh();

        RecordedEvent event = events("scaph.HostEnergy").get(0);
        assertThat(event.getDouble("energyJoules")).isNaN();
        assertThat(event.getDouble("powerWatts")).isNaN();
        assertThat(event.getString("unknownDomains")).isEqualTo(pkg.id());
    }

    @Test
    void aGapIsRecordedWhenItEnds() throws IOException {
        enable("scaph.EnergyGap");
        sensor.failing(pkg, true);
        work(8);
        reader.refresh();
        work(8);
        reader.refresh();
        sensor.failing(pkg, false);
        work(8);
        reader.refresh();

        List<RecordedEvent> events = events("scaph.EnergyGap");
        assertThat(events).hasSize(1);
        assertThat(events.get(0).getString("domain")).isEqualTo(pkg.id());
        assertThat(events.get(0).getString("reason")).contains("broken on purpose");
        assertThat(events.get(0).getDuration("unknown")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aGapThatIsOpenIsRecordedWhenTheMonitorIsClosed() throws IOException {
        enable("scaph.EnergyGap");
        sensor.failing(pkg, true);
        work(8);
        reader.refresh();
        monitor.close();

        assertThat(events("scaph.EnergyGap")).hasSize(1);
    }

    @Test
    void aResetIsAGap() throws IOException {
        enable("scaph.EnergyGap");
        work(8);
        sensor.suspend();
        reader.refresh();
        work(8);
        reader.refresh();

        assertThat(events("scaph.EnergyGap"))
                .extracting(event -> event.getString("reason"))
                .anyMatch(reason -> reason.contains("suspended") || reason.contains("not moved"));
    }

    @Test
    void aScopeIsRecordedOnceWithWhatItUsed() throws IOException {
        enable("scaph.Scope");
        Scope scope = monitor.scope("checkout");
        work(8);
        scope.close();
        work(8);
        scope.close();

        List<RecordedEvent> events = events("scaph.Scope");
        assertThat(events).hasSize(1);
        RecordedEvent event = events.get(0);
        assertThat(event.getString("scope")).isEqualTo("checkout");
        assertThat(event.getDouble("hostJoules")).isEqualTo(8);
        assertThat(event.getDouble("processJoules")).isEqualTo(2);
        assertThat(event.getDouble("threadJoules")).isEqualTo(2);
        assertThat(event.getDuration("processCpu")).isEqualTo(Duration.ofSeconds(1));
        assertThat(event.getString("warnings")).isEmpty();
        assertThat(scope.name()).isEqualTo("checkout");
        assertThat(scope.energy().host().orElseThrow().joules()).isEqualTo(8);
    }

    @Test
    void aScopeThatIsTooShortSaysSo() throws IOException {
        enable("scaph.Scope");
        monitor.scope("short").close();

        assertThat(events("scaph.Scope").get(0).getString("warnings")).isEqualTo("TOO_SHORT");
    }

    @Test
    void nothingIsRecordedUnlessItIsEnabled() throws IOException {
        recording.start();
        Scope scope = monitor.scope("quiet");
        work(8);
        scope.close();
        reader.refresh();
        recording.stop();
        Path file = directory.resolve("quiet.jfr");
        recording.dump(file);

        assertThat(RecordingFile.readAllEvents(file))
                .noneMatch(event -> event.getEventType().getName().startsWith("scaph."));
    }

    @Test
    void peopleCanReadWhatTheToolOfTheJdkPrints() throws Exception {
        enable("scaph.Scope");
        Scope scope = monitor.scope("checkout");
        work(8);
        scope.close();
        recording.stop();
        Path file = directory.resolve("printed.jfr");
        recording.dump(file);

        Process jfr = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jfr").toString(),
                        "print",
                        "--events",
                        "scaph.Scope",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(jfr.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed)
                .contains("scaph.Scope {")
                .contains("scope = \"checkout\"")
                .contains("hostJoules = 8.0")
                .contains("processCpu = 1.00 s");
    }
}
