package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Discovery on machines that exist. */
class RecordedTreesTest {
    private static final Pattern ZONE = Pattern.compile("intel-rapl[a-z-]*(?::[0-9a-f]+)+|dtpm");

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    static Stream<RecordedTree> trees() throws IOException {
        return RecordedTree.all();
    }

    @ParameterizedTest
    @MethodSource("trees")
    void socketsAreThoseOfThePackageNames(RecordedTree recorded) throws IOException {
        String sockets = topology(recorded).sockets().keySet().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","));

        assertThat(sockets).isEqualTo(recorded.expect("sockets").orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("trees")
    void everyZoneIsTheDomainThatItsNameAndParentSay(RecordedTree recorded) throws IOException {
        Set<String> zones = topology(recorded).domains().stream()
                .map(RecordedTreesTest::zoneAndDomain)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(zones).isEqualTo(words(recorded.expect("zones").orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void theHostIsTheSumOfDisjointDomains(RecordedTree recorded) throws IOException {
        String expected = recorded.expect("host").orElseThrow();

        Topology topology = topology(recorded);

        assertThat(root(topology.host())).isEqualTo(roots(expected));
        assertThat(root(topology.hostWithoutPsys()))
                .isEqualTo(roots(recorded.expect("host-without-psys").orElse(expected)));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void whatIsNeverAddedUpIsNamedWithAReason(RecordedTree recorded) throws IOException {
        Set<String> expected = recorded.headers().stream()
                .filter(line -> line.startsWith("#expect ignored=intel") || line.startsWith("#expect ignored=dtpm"))
                .flatMap(line ->
                        ZONE.matcher(line.substring(0, line.indexOf('('))).results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));

        List<IgnoredZone> ignored = topology(recorded).ignored();

        assertThat(ignored.stream().map(IgnoredZone::zone)).containsAll(expected);
        assertThat(ignored).allSatisfy(zone -> assertThat(zone.reason()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aMachineWithoutAUsableCounterSaysWhyAndWhatToDo(RecordedTree recorded) throws IOException {
        Availability availability = look(recorded).availability();

        if (recorded.expect("host").orElseThrow().equals("none")) {
            assertThat(availability).satisfies(unavailable -> {
                assertThat(unavailable.isAvailable()).isFalse();
                assertThat(unavailable.reason()).contains("/sys/class/powercap").doesNotContain("\n");
                assertThat(unavailable.remedy()).isNotBlank().doesNotContain("\n");
            });
        } else {
            assertThat(availability).returns(true, Availability::isAvailable);
        }
    }

    private PowercapTree look(RecordedTree recorded) throws IOException {
        Path sysfs = files.getPath("/sys");
        if (recorded.isGuest()) {
            Path root = files.getPath("/var/scaphandre");
            recorded.layOut(root);
            return PowercapTree.ofGuest(root);
        }
        recorded.layOut(sysfs.resolve("class").resolve("powercap"));
        return PowercapTree.ofKernel(HostRoots.of(files.getPath("/proc"), sysfs));
    }

    private Topology topology(RecordedTree recorded) throws IOException {
        Path root = files.getPath("/sys/class/powercap");
        recorded.layOut(root);
        Quality quality = recorded.isGuest() ? Quality.RELAYED : Quality.MEASURED;
        return ZoneMap.of(ZoneTree.scan(root), quality, recorded.vendor()).topology();
    }

    private static String zoneAndDomain(Domain domain) {
        String socket = domain.socket().isPresent() ? "@" + domain.socket().getAsInt() : "";
        String die = domain.die().isPresent() ? "/die" + domain.die().getAsInt() : "";
        return domain.zone() + ">" + domain.kind().label() + socket + die;
    }

    private static Set<String> root(List<Domain> domains) {
        assertThat(domains).noneMatch(domain -> domain.kind() == DomainKind.CORE);
        return domains.stream().map(Domain::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> roots(String expected) {
        return expected.equals("none") ? Set.of() : new TreeSet<>(List.of(expected.split("\\+", -1)));
    }

    private static Set<String> words(String text) {
        return Optional.of(text)
                .filter(words -> !words.isEmpty())
                .map(words -> new TreeSet<>(List.of(words.split(" ", -1))))
                .orElseGet(TreeSet::new);
    }
}
