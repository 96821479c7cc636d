package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which process used a GPU of NVIDIA, and for how long. */
class NvmlUseTest extends SensorOnFakeNvml {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void processesAreBusyForTheirPartOfTheTime() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=100:99:1000");
        sensor = open();
        // The time before is not reported.
        assertThat(RecordedUse.of(sensor)).isEmpty();

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=100:99:1000,100:60:2000,200:30:2001,300:0:2001");
        machine.clock().advance(Duration.ofSeconds(2));

        assertThat(RecordedUse.of(sensor))
                .containsOnly(Map.entry("0:100", 1_200_000_000L), Map.entry("0:200", 600_000_000L));
    }

    @Test
    void manyProcessesAreAllReported() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=");
        sensor = open();
        RecordedUse.of(sensor);
        String samples =
                IntStream.rangeClosed(1, 200).mapToObj(pid -> pid + ":1:1000").collect(Collectors.joining(","));

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=" + samples);
        machine.clock().advance(Duration.ofSeconds(1));

        assertThat(RecordedUse.of(sensor)).hasSize(200).containsEntry("0:200", SECOND / 100);
    }

    @Test
    void entriesThatCantBeAreLeftOut() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=");
        sensor = open();
        RecordedUse.of(sensor);

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=0:50:10,77:4294967295:10,78:101:10,79:100:10");
        machine.clock().advance(Duration.ofSeconds(1));

        assertThat(RecordedUse.of(sensor)).containsOnlyKeys("0:79");
    }

    @Test
    void aTimeWithoutASampleIsInTheNextOneUnlessTheGpuIsIdle() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=", "0.util=80");
        sensor = open();
        RecordedUse.of(sensor);
        machine.clock().advance(Duration.ofMillis(500));
        assertThat(RecordedUse.of(sensor)).isEmpty();

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=5:80:1000", "0.util=80");
        machine.clock().advance(Duration.ofMillis(500));
        assertThat(RecordedUse.of(sensor)).containsEntry("0:5", 800_000_000L);

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=5:80:1000", "0.util=0");
        machine.clock().advance(Duration.ofSeconds(9));
        assertThat(RecordedUse.of(sensor)).isEmpty();
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=5:80:2000", "0.util=80");
        machine.clock().advance(Duration.ofSeconds(1));
        assertThat(RecordedUse.of(sensor)).containsEntry("0:5", 800_000_000L);
    }

    @Test
    void afterTheDriversClockWentBackSamplesAreSeenAgain() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=5:80:1000000", "0.util=80");
        sensor = open();
        RecordedUse.of(sensor);

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=5:80:500000", "0.util=80");
        machine.clock().advance(Duration.ofSeconds(6));
        assertThat(RecordedUse.of(sensor)).containsOnlyKeys("0:unknown");
        machine.clock().advance(Duration.ofSeconds(1));
        assertThat(RecordedUse.of(sensor)).containsEntry("0:5", 800_000_000L);
    }

    @Test
    void withoutSamplesTheOnlyProcessHasAllOfTheBusyTime() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.util=40", "0.compute=7", "0.graphics=7");
        sensor = open();
        RecordedUse.of(sensor);
        machine.clock().advance(Duration.ofSeconds(1));

        assertThat(RecordedUse.of(sensor)).containsEntry("0:7", 400_000_000L);
    }

    @Test
    void withoutSamplesSeveralProcessesAreUnknownAndNoneIsIdle() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.util=40", "0.compute=7,8", "0.graphics=");
        sensor = open();
        RecordedUse.of(sensor);
        machine.clock().advance(Duration.ofSeconds(1));
        assertThat(RecordedUse.of(sensor)).containsOnlyKeys("0:unknown");

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.util=40", "0.compute=7", "0.graphics=9");
        assertThat(RecordedUse.of(sensor)).containsOnlyKeys("0:unknown");

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.util=40", "0.compute=1,2,3,4,5,6,7,8,9", "0.graphics=");
        assertThat(RecordedUse.of(sensor)).containsOnlyKeys("0:unknown");

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.util=0", "0.compute=", "0.graphics=");
        assertThat(RecordedUse.of(sensor)).isEmpty();
    }

    @Test
    void aGpuInInstancesIsOneDomainAndItsProcessesAreUnknown() throws Exception {
        nvml.says("count=1", "0.name=NVIDIA H100", BUS, "0.mig=1", "0.energy=1", "0.compute=7", "0.graphics=");
        sensor = open();
        assertThat(only().remark()).hasValue("NVIDIA H100, in instances (MIG): its energy counter");
        RecordedUse.of(sensor);
        machine.clock().advance(Duration.ofSeconds(1));

        assertThat(RecordedUse.of(sensor)).containsOnlyKeys("0:unknown");
    }

    @Test
    void inAnotherPidNamespaceTheProcessIsUnknown() throws Exception {
        machine.pidNamespace(4_026_532_001L);
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=");
        sensor = open();
        RecordedUse.of(sensor);

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=5:80:1000");
        machine.clock().advance(Duration.ofSeconds(1));

        assertThat(RecordedUse.of(sensor)).containsOnlyKeys("0:unknown");
    }

    @Test
    void aFailedQuestionIsUnknownAndTheNextOneCoversItsOwnTime() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=");
        sensor = open();
        RecordedUse.of(sensor);
        nvml.says("count=1", TESLA, BUS, "0.energy=-15", "0.samples=", "0.util=-15");
        machine.clock().advance(Duration.ofSeconds(1));
        assertThat(RecordedUse.of(sensor)).containsOnlyKeys("0:unknown");

        nvml.says("count=1", TESLA, BUS, "0.energy=1", "0.samples=5:80:1000");
        machine.clock().advance(Duration.ofSeconds(1));

        assertThat(RecordedUse.of(sensor)).containsEntry("0:5", 800_000_000L);
    }
}
