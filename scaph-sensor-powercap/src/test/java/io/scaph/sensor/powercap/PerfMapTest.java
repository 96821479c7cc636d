package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import io.scaph.sensor.powercap.internal.zone.ZoneTree;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The domain of each event, on machines with recorded zones; their PMUs are made up. */
class PerfMapTest {
    private static final Optional<String> INTEL = Optional.of("GenuineIntel");
    private static final Optional<String> AMD = Optional.of("AuthenticAMD");

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path sysfs = files.getPath("/sys");

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    static Stream<RecordedTree> trees() throws IOException {
        return RecordedTree.all().filter(tree -> !tree.isGuest());
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aHostIsThatOfPowercapOrNone(RecordedTree recorded) throws IOException {
        ZoneMap zones = zones(recorded);
        PerfDirectory pmu = new PerfDirectory(sysfs, 23, "0-63").allEvents();
        for (int cpu = 0; cpu < 64; cpu++) {
            pmu.cpu(cpu, cpu / 16, cpu % 16);
        }
        Set<String> counted = zones.members().stream()
                .filter(ZoneMap.ZoneDomain::counted)
                .map(member -> member.domain().id())
                // That of no socket is of no CPU.
                .filter(id -> !id.equals("dram"))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean unknownSocket = zones.members().stream()
                .anyMatch(member -> member.counted() && member.domain().socket().orElse(0) > 3);

        if (counted.isEmpty() || unknownSocket) {
            assertThatThrownBy(() -> new PerfMapper(pmu(), recorded.vendor()).named(zones))
                    .isInstanceOf(IOException.class);
            return;
        }
        Topology topology =
                new PerfMapper(pmu(), recorded.vendor()).named(zones).topology();

        Set<String> roots = new TreeSet<>();
        topology.host().forEach(domain -> roots.add(domain.id()));
        topology.hostWithoutPsys().forEach(domain -> roots.add(domain.id()));
        assertThat(roots).isEqualTo(counted);
        assertThat(zones.topology().domains().stream().map(Domain::id)).containsAll(ids(topology.domains()));
        assertThat(topology.domains()).allSatisfy(domain -> {
            assertThat(domain.quality()).isEqualTo(Quality.MEASURED);
            assertThat(domain.range()).isEmpty();
        });
    }

    @Test
    void aDesktopWithClosedCountersHasItsDomainsInOneGroup() throws IOException {
        new PerfDirectory(sysfs, 23, "0").cpu(0, 0, 0).allEvents();

        PerfMap map = new PerfMapper(pmu(), INTEL).named(zones(RecordedTree.named("desktop-125w-user-cannot-read")));

        assertThat(ids(map.topology().domains())).containsExactly("package-0", "core@0", "uncore@0", "dram@0");
        assertThat(ids(map.topology().host())).containsExactly("package-0", "dram@0");
        assertThat(map.topology().domains())
                .extracting(Domain::zone)
                .containsExactly(
                        "power/energy-pkg@cpu0",
                        "power/energy-cores@cpu0",
                        "power/energy-gpu@cpu0",
                        "power/energy-ram@cpu0");
        assertThat(map.events()).extracting(PerfPmu.PmuEvent::config).containsExactly(2L, 1L, 4L, 3L);
        assertThat(map.groups()).containsExactly(entry(0, List.of(0, 1, 2, 3)));
        assertThat(reasons(map)).containsEntry("power/energy-psys", "powercap names no such domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,32", "0-1"})
    void twoSocketsAreTwoGroups(String mask) throws IOException {
        int second = mask.equals("0-1") ? 1 : 32;
        new PerfDirectory(sysfs, 23, mask).cpu(0, 1, 0).cpu(second, 0, 0).allEvents();

        PerfMap map = new PerfMapper(pmu(), INTEL).named(zones(RecordedTree.named("xeon-2s-psys-named-psys-1")));

        assertThat(ids(map.topology().host())).containsExactly("psys");
        assertThat(ids(map.topology().hostWithoutPsys())).containsExactly("package-0", "package-1", "dram@0", "dram@1");
        assertThat(map.groups().keySet()).containsExactly(0, second);
        assertThat(zone(map, "package-1")).isEqualTo("power/energy-pkg@cpu0");
        assertThat(zone(map, "dram@0")).isEqualTo("power/energy-ram@cpu" + second);
        // It is called psys-1.
        assertThat(zone(map, "psys")).isEqualTo("power/energy-psys@cpu0");
    }

    @Test
    void theDiesOfIntelAreSeparate() throws IOException {
        new PerfDirectory(sysfs, 23, "0,24,48,72")
                .cpu(0, 0, 0)
                .cpu(24, 0, 1)
                .cpu(48, 1, 0)
                .cpu(72, 1, 1)
                .events("energy-pkg", "energy-ram");

        PerfMap map = new PerfMapper(pmu(), INTEL).named(zones(RecordedTree.named("cascadelake-ap-2s-dies")));

        assertThat(map.topology().host()).hasSize(8);
        assertThat(zone(map, "package-1-die-1")).isEqualTo("power/energy-pkg@cpu72");
        assertThat(map.groups()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0,6,12,18"})
    void theDiesOfAmdAreCountedOnceHoweverManyCpusThereAre(String mask) throws IOException {
        new PerfDirectory(sysfs, 23, mask)
                .cpu(0, 0, 0)
                .cpu(6, 0, 1)
                .cpu(12, 0, 2)
                .cpu(18, 0, 3)
                .allEvents();

        PerfMap map = new PerfMapper(pmu(), AMD).named(zones(RecordedTree.named("epyc-7401p-4-dies")));

        assertThat(ids(map.topology().host())).containsExactly("package-0-die-0");
        assertThat(ids(map.topology().domains())).containsExactly("package-0-die-0");
        assertThat(map.groups()).containsExactly(entry(0, List.of(0)));
        assertThat(reasons(map)).containsKeys("intel-rapl:1", "intel-rapl:3:0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuthenticAMD", "HygonGenuine", ""})
    void bogusEventsOfAmdAreNotTaken(String vendor) throws IOException {
        new PerfDirectory(sysfs, 23, "0").cpu(0, 0, 0).allEvents();

        PerfMap map = new PerfMapper(pmu(), Optional.of(vendor).filter(name -> !name.isEmpty()))
                .named(zones(RecordedTree.named("amd-apu-package-and-core")));

        assertThat(ids(map.topology().domains())).containsExactly("package-0");
        assertThat(reasons(map))
                .containsKeys("power/energy-ram", "power/energy-gpu", "power/energy-psys", "intel-rapl:0:0");
    }

    @Test
    void aPackageWithoutACpuWouldMakeTheHostSmallerAndIsRefused() throws IOException {
        new PerfDirectory(sysfs, 23, "0").cpu(0, 0, 0).allEvents();
        ZoneMap zones = zones(RecordedTree.named("xeon-2s-psys-named-psys-1"));

        assertThatThrownBy(() -> new PerfMapper(pmu(), INTEL).named(zones))
                .isInstanceOf(IOException.class)
                .hasMessage("package-1 can't be counted: the PMU's cpumask has no CPU for it");
    }

    @Test
    void dramWithoutAnEventIsNamed() throws IOException {
        new PerfDirectory(sysfs, 23, "0").cpu(0, 0, 0).events("energy-pkg");
        ZoneMap zones = zones(RecordedTree.named("desktop-125w-user-cannot-read"));

        PerfMap map = new PerfMapper(pmu(), INTEL).named(zones);

        assertThat(map.missing(zones)).containsExactly("dram@0");
        assertThat(reasons(map)).containsEntry("intel-rapl:0:2", "the PMU has no usable event energy-ram");
    }

    @Test
    void withoutNamesOnlyPackagesAreTaken() throws IOException {
        new PerfDirectory(sysfs, 23, "0,32").cpu(0, 0, 0).cpu(32, 1, 0).allEvents();

        PerfMap map = new PerfMapper(pmu(), INTEL).packagesOnly();

        assertThat(ids(map.topology().domains())).containsExactly("package-0", "package-1");
        assertThat(map.topology().host()).isEqualTo(map.topology().domains());
        assertThat(map.topology().domains()).allMatch(domain -> domain.kind() == DomainKind.PACKAGE);
        assertThat(reasons(map))
                .containsEntry("power/energy-ram", "without powercap's names only packages are certain");
    }

    @Test
    void withoutNamesTheDiesOfIntelAreSeparate() throws IOException {
        new PerfDirectory(sysfs, 23, "0,24").cpu(0, 0, 0).cpu(24, 0, 1).allEvents();

        assertThat(ids(new PerfMapper(pmu(), INTEL).packagesOnly().topology().host()))
                .containsExactly("package-0-die-0", "package-0-die-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuthenticAMD", ""})
    void withoutNamesTheDiesOfOthersAreCountedOnce(String vendor) throws IOException {
        new PerfDirectory(sysfs, 23, "0,24").cpu(0, 0, 0).cpu(24, 0, 1).allEvents();

        PerfMap map = new PerfMapper(pmu(), Optional.of(vendor).filter(name -> !name.isEmpty())).packagesOnly();

        assertThat(ids(map.topology().host())).containsExactly("package-0");
        assertThat(reasons(map).get("power/energy-pkg@cpu24"))
                .contains("repeat")
                .contains("cpu0");
    }

    @Test
    void withoutPackagesThereIsNoHost() throws IOException {
        new PerfDirectory(sysfs, 23, "0").cpu(0, 0, 0).events("energy-ram");

        assertThatThrownBy(() -> new PerfMapper(pmu(), INTEL).packagesOnly())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no usable event energy-pkg");
    }

    private PerfPmu pmu() throws IOException {
        return PerfPmu.read(sysfs).orElseThrow();
    }

    private ZoneMap zones(RecordedTree recorded) throws IOException {
        Path root = sysfs.resolve("class").resolve("powercap");
        recorded.layOut(root);
        return ZoneMap.of(ZoneTree.scan(root), Quality.MEASURED, recorded.vendor());
    }

    private static List<String> ids(List<Domain> domains) {
        return domains.stream().map(Domain::id).toList();
    }

    private static String zone(PerfMap map, String id) {
        return map.topology().domains().stream()
                .filter(domain -> domain.id().equals(id))
                .map(Domain::zone)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> reasons(PerfMap map) {
        return map.topology().ignored().stream()
                .collect(Collectors.toMap(IgnoredZone::zone, IgnoredZone::reason, (one, other) -> one));
    }
}
