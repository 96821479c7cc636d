package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.sensor.gpu.FakeMachine.FakeCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes that the GPUs of DRM drivers worked for, by the usage of open devices in /proc. */
class ClientsTest {
    private static final String CARD = "0000:03:00.0";
    private static final String RENDER = "/dev/dri/renderD128";

    @TempDir
    Path directory;

    private FakeMachine machine;

    @SuppressWarnings("NullAway.Init")
    private GpuSensor sensor;

    @BeforeEach
    void anArc() throws IOException {
        machine = new FakeMachine(directory);
        machine.card(1, CARD, "xe", "0x8086", "0x56a0").hwmon(2, "xe").file("hwmon/hwmon2/energy1_input", "777000000");
    }

    private FakeCard replaceByRadeon(int busyPercent) throws IOException {
        return machine.card(2, "0000:07:00.0", "amdgpu", "0x1002", "0x744c")
                .hwmon(3, "amdgpu")
                .metrics(120, 1, 3)
                .file("gpu_busy_percent", Integer.toString(busyPercent))
                .file("hwmon/hwmon3/power1_average", "42000000");
    }

    /** Opens, and takes the first look, which is the baseline. */
    private void begin() throws Exception {
        sensor = machine.open();
        RecordedUse.of(sensor);
    }

    private Map<String, Long> after(long millis) {
        machine.clock().advance(Duration.ofMillis(millis));
        return RecordedUse.of(sensor);
    }

    private void client(int pid, int descriptor, long client, long nanos) throws IOException {
        machine.descriptor(pid, descriptor, RENDER, FakeMachine.amdgpu(CARD, client, nanos, 0));
    }

    @Test
    void aProcessIsChargedForWhatItsEnginesDidSinceItWasSeen() throws Exception {
        machine.descriptor(10, 7, RENDER, FakeMachine.amdgpu(CARD, 4, 1_000, 500));
        begin();

        machine.descriptor(10, 7, RENDER, FakeMachine.amdgpu(CARD, 4, 51_000, 10_500));

        assertThat(after(1_000)).containsExactly(Map.entry("0:10", 60_000L));
        assertThat(after(1_000)).isEmpty();
    }

    @Test
    void cyclesArePartsOfTheTime() throws Exception {
        machine.descriptor(10, 7, RENDER, FakeMachine.xe(CARD, 4, 100, 0, 1_000));
        begin();

        machine.descriptor(10, 7, RENDER, FakeMachine.xe(CARD, 4, 350, 100, 2_000));

        assertThat(after(2_000)).containsExactly(Map.entry("0:10", 700_000_000L));
    }

    @Test
    void theSameClientByTwoDescriptorsOrTwoProcessesCountsOnce() throws Exception {
        client(10, 7, 4, 0);
        client(10, 8, 4, 0);
        client(20, 3, 4, 0);
        begin();

        client(10, 7, 4, 5_000);
        client(10, 8, 4, 5_000);
        client(20, 3, 4, 5_000);

        assertThat(after(1_000)).containsExactly(Map.entry("0:10", 5_000L));
    }

    @Test
    void twoClientsOfAProcessAddUp() throws Exception {
        client(10, 7, 4, 0);
        client(10, 8, 5, 100);
        begin();

        client(10, 7, 4, 5_000);
        client(10, 8, 5, 600);

        assertThat(after(1_000)).containsExactly(Map.entry("0:10", 5_500L));
    }

    @Test
    void aDescriptorThatBecameAnotherFileIsNoClientAnyMore() throws Exception {
        client(10, 7, 4, 1_000);
        begin();

        client(10, 7, 99, 900_000);

        assertThat(after(1_000)).isEmpty();
        client(10, 7, 99, 900_500);
        assertThat(after(1_000)).containsExactly(Map.entry("0:10", 500L));
    }

    @Test
    void aProcessThatEndedIsForgottenAndItsNumberCanBeAnothers() throws Exception {
        client(10, 7, 4, 1_000);
        begin();
        Files.delete(machine.procfs().resolve("10/fdinfo/7"));
        Files.delete(machine.procfs().resolve("10/fd/7"));
        assertThat(after(1_000)).isEmpty();

        client(10, 7, 5, 70_000);
        assertThat(after(1_000)).isEmpty();
        client(10, 7, 5, 70_007);
        assertThat(after(1_000)).containsExactly(Map.entry("0:10", 7L));
    }

    @Test
    void othersDevicesAndOtherFilesAreOfNoInterest() throws Exception {
        machine.descriptor(10, 7, RENDER, FakeMachine.amdgpu("0000:00:02.0", 4, 0, 0));
        machine.descriptor(10, 8, "anon_inode:[eventpoll]", FakeMachine.amdgpu(CARD, 9, 0, 0));
        machine.descriptor(10, 9, RENDER, "pos:\t0\nflags:\t02\n");
        begin();

        machine.descriptor(10, 7, RENDER, FakeMachine.amdgpu("0000:00:02.0", 4, 5_000, 0));
        machine.descriptor(10, 8, "anon_inode:[eventpoll]", FakeMachine.amdgpu(CARD, 9, 5_000, 0));

        assertThat(after(1_000)).isEmpty();
    }

    @Test
    void untilAllProcessesWereExaminedUseIsUnknown() throws Exception {
        for (int pid = 10; pid < 40; pid++) {
            for (int descriptor = 0; descriptor < 40; descriptor++) {
                machine.descriptor(pid, descriptor, "anon_inode:[eventpoll]", "");
            }
        }
        client(90, 7, 4, 1_000);
        begin();

        // 512 descriptors at a time, and there are more than 1,200.
        assertThat(after(1_000)).containsOnlyKeys("0:unknown");
        assertThat(after(1_000)).containsOnlyKeys("0:unknown");
        client(90, 7, 4, 9_000);
        assertThat(after(1_000)).containsExactly(Map.entry("0:90", 8_000L));
    }

    @Test
    void whereTheDescriptorsOfAProcessAreHiddenUseIsUnknown() throws Exception {
        client(10, 7, 4, 0);
        // Root can't read a file in place of the directory, just as a user can't read the descriptors of others.
        machine.put(machine.procfs().resolve("20/fd"), "");
        begin();

        client(10, 7, 4, 5_000);

        assertThat(after(1_000)).containsOnlyKeys("0:unknown");
    }

    @Test
    void whereTheDeviceReportsItsUtilisationThatDecides() throws Exception {
        FakeCard radeon = replaceByRadeon(60);
        String address = "0000:07:00.0";
        machine.put(machine.procfs().resolve("20/fd"), "");
        machine.descriptor(10, 7, RENDER, FakeMachine.amdgpu(address, 4, 0, 0));
        begin();

        machine.descriptor(10, 7, RENDER, FakeMachine.amdgpu(address, 4, 500_000_000, 0));
        assertThat(after(1_000)).containsOnlyKeys("0:unknown", "1:10");

        // Half a second more, of 90 %: that was another process.
        radeon.file("gpu_busy_percent", "90");
        machine.descriptor(10, 7, RENDER, FakeMachine.amdgpu(address, 4, 1_000_000_000, 0));
        assertThat(after(1_000)).containsOnlyKeys("0:unknown", "1:unknown");

        radeon.file("gpu_busy_percent", "0");
        assertThat(after(1_000)).containsOnlyKeys("0:unknown");
    }

    @Test
    void aCountThatGoesBackIsNoTime() throws Exception {
        client(10, 7, 4, 9_000);
        begin();

        client(10, 7, 4, 1_000);
        assertThat(after(1_000)).isEmpty();
        client(10, 7, 4, 1_400);
        assertThat(after(1_000)).containsExactly(Map.entry("0:10", 400L));
    }
}
