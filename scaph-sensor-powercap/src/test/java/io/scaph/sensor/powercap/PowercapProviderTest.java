package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way to the counters is taken, and what is said about it. */
class PowercapProviderTest {
    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path sysfs = files.getPath("/sys");

    @TempDir
    Path guest;

    private final FakeEvents events = new FakeEvents();
    private final PowercapProvider provider = new PowercapProvider(events);

    @BeforeEach
    void makeProc() throws IOException {
        Files.createDirectories(files.getPath("/proc"));
        Files.writeString(files.getPath("/proc/cpuinfo"), "processor : 0\nvendor_id : GenuineIntel\n");
    }

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void readableCountersAreReadThroughPowercap() throws Exception {
        powercap("i7-7600u-psys-dram");
        pmu();

        assertThat(detail()).isEqualTo("5 energy counters in /sys/class/powercap");
        open().close();
        assertThat(events.opened()).isEmpty();
    }

    @Test
    void closedCountersAreReadThroughPerfEventsAndTheDetailSaysWhy() throws Exception {
        powercap("desktop-125w-user-cannot-read");
        pmu();

        assertThat(detail())
                .startsWith("4 energy counters by perf events (PMU power), because /sys/class/powercap/")
                .contains("energy_uj: ");
        assertThat(events.openNow()).isZero();
        try (Sensor sensor = open()) {
            assertThat(ids(sensor.topology().host())).containsExactly("package-0", "dram@0");
        }
        assertThat(events.openNow()).isZero();
    }

    @Test
    void whatTheProbeShowsIsWhatIsOpened() throws Exception {
        powercap("desktop-125w-user-cannot-read");
        pmu();

        Topology shown = provider.probe(setup()).topology().orElseThrow();

        try (Sensor sensor = open()) {
            assertThat(sensor.topology()).isEqualTo(shown);
        }
    }

    @Test
    void withoutPowercapPerfEventsGiveThePackages() throws Exception {
        pmu();

        assertThat(detail())
                .startsWith("1 energy counter by perf events (PMU power), packages only, because"
                        + " /sys/class/powercap does not exist");
        try (Sensor sensor = open()) {
            assertThat(ids(sensor.topology().host())).containsExactly("package-0");
        }
    }

    @Test
    void linksThatAreMaskedLeaveThePackages() throws Exception {
        powercap("n150-masked-links");
        pmu();

        assertThat(detail()).contains("packages only").contains("lead nowhere");
    }

    @Test
    void dramThatIsLackingIsSaid() throws Exception {
        powercap("desktop-125w-user-cannot-read");
        pmu().without("events/energy-ram");

        assertThat(detail()).contains("by perf events (PMU power) without dram@0, because");
    }

    @Test
    void perfEventsGoBeforeTheTreeOfAHypervisor() throws Exception {
        pmu();
        RecordedTree.named("scaphandre-guest-tree").layOut(guest);

        assertThat(detail()).contains("perf events");
    }

    @Test
    void theTreeOfAHypervisorGoesBeforePerfEventsThatAreClosed() throws Exception {
        pmu();
        events.refuse(-1, new AccessDeniedException("perf_event_open", null, "EACCES (permission denied)"));
        RecordedTree.named("scaphandre-guest-tree").layOut(guest);

        assertThat(detail()).contains(guest.toString());
        try (Sensor sensor = open()) {
            assertThat(sensor.topology().host()).allMatch(domain -> domain.quality() == Quality.RELAYED);
        }
    }

    @Test
    void inAVirtualMachineThatWasNamedNothingElseIsTried() throws Exception {
        pmu();
        PluginSetup setup = PluginSetup.standard()
                .withRoots(setup().roots())
                .withOptions(setup().options().with(PowercapProvider.VM, true));

        assertThat(provider.probe(setup)).returns(false, Availability::isAvailable);
        assertThat(events.opened()).isEmpty();
    }

    @Test
    void aRefusalHasBothReasonsAndBothRemedies() throws Exception {
        powercap("desktop-125w-user-cannot-read");
        pmu();
        events.refuse(-1, new AccessDeniedException("perf_event_open(type 23)", null, "EACCES (permission denied)"));

        Availability unavailable = unavailable();

        assertThat(unavailable.reason())
                .contains("energy_uj: ")
                .endsWith("; perf events can't be used either: perf_event_open(type 23): EACCES (permission denied)");
        assertThat(unavailable.remedy())
                .endsWith("; or open perf events: to a service by AmbientCapabilities=CAP_PERFMON, to all users by"
                        + " sudo sysctl kernel.perf_event_paranoid=0")
                .doesNotContain("\n");
        assertThat(unavailable.topology()).isPresent();
        assertThatThrownBy(this::open)
                .isInstanceOf(SensorUnavailableException.class)
                .hasMessage(unavailable.reason());
    }

    @Test
    void anotherFailureDoesNotBlameThePermissions() throws Exception {
        powercap("desktop-125w-user-cannot-read");
        pmu();
        events.refuse(-1, new IOException("perf events need JNA, which is not there"));

        assertThat(unavailable().reason()).contains("need JNA");
        assertThat(unavailable().remedy()).doesNotContain("paranoid");
    }

    @Test
    void withoutThePmuNothingIsSaidOfPerfEvents() throws Exception {
        powercap("desktop-125w-user-cannot-read");

        assertThat(unavailable().reason()).doesNotContain("perf");
        assertThat(unavailable().remedy()).doesNotContain("perf");
        assertThat(events.opened()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "cpumask", "events/energy-pkg.scale"})
    void aPmuThatMakesNoSenseIsAReasonNotAnError(String file) throws Exception {
        powercap("desktop-125w-user-cannot-read");
        pmu().write(file, "\u0000\u0001 nonsense");

        assertThat(unavailable().reason())
                .contains("perf events can't be used either: ")
                .doesNotContain("\n");
        assertThat(events.opened()).isEmpty();
    }

    private void powercap(String recorded) throws IOException {
        RecordedTree.named(recorded).layOut(sysfs.resolve("class/powercap"));
    }

    private PerfDirectory pmu() throws IOException {
        return new PerfDirectory(sysfs, 23, "0").cpu(0, 0, 0).allEvents();
    }

    private PluginSetup setup() {
        Options options = Options.NONE.withEnvironment(Map.of("SCAPHANDRE_POWERCAP_PATH", guest.toString()));
        return PluginSetup.standard()
                .withRoots(HostRoots.of(files.getPath("/proc"), sysfs))
                .withOptions(options);
    }

    private Sensor open() throws SensorUnavailableException {
        return provider.open(setup());
    }

    private String detail() {
        Availability availability = provider.probe(setup());
        assertThat(availability).returns(true, Availability::isAvailable);
        return availability.isAvailable() ? availability.reason() : "";
    }

    private Availability unavailable() {
        Availability unavailable = provider.probe(setup());
        if (!unavailable.isAvailable()) {
            return unavailable;
        }
        throw new AssertionError("it is available");
    }

    private static List<String> ids(List<Domain> domains) {
        return domains.stream().map(Domain::id).toList();
    }
}
