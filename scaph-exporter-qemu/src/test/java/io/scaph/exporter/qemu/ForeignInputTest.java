package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.spi.Exporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and trees of a hostile user. */
class ForeignInputTest {
    private static final Hypervisor.Happening NOTHING = () -> {};

    @TempDir
    Path directory;

    private Path base;
    private Path outside;
    private final Hypervisor host = Hypervisor.withMemory();

    @BeforeEach
    void makePlaces() throws IOException {
        base = Files.createDirectory(directory.resolve("scaphandre"));
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("energy_uj"), "17");
    }

    static Stream<String> hostileNames() {
        return Stream.of(
                "../outside",
                "../../etc/x",
                "/etc/x",
                "a/b",
                "..",
                ".",
                ".scaph.lock",
                "",
                "a\0b",
                "a\nb",
                "a\tb",
                "a\u001b[2Jb",
                "a\u007fb",
                "a\u0085b",
                "a\u202eb",
                "a\u2028b",
                "a\u200bb",
                "cass\\xe9",
                "x".repeat(300),
                "\u00e9".repeat(128));
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void aHostileNameCreatesNothing(String name) throws Exception {
        SortedMap<String, String> before = everything();
        host.start(10, name, 1).start(11, "web", 1);

        host.run(exporter(), NOTHING, NOTHING);

        assertThat(entries(base)).containsExactly(".scaph.lock", "web");
        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web",
                "web server 1",
                "web.example.org",
                "-rf",
                "100",
                "q'\"$(id)`;\\&",
                "one,two",
                "a=b",
                "a\ufffdb"
            })
    void anUnusualNameIsAName(String name) throws Exception {
        host.start(10, name, 1);

        host.run(exporter(), NOTHING);

        assertThat(entries(base)).containsExactlyInAnyOrder(".scaph.lock", name);
    }

    /** A backslash that reads as an escape is escaped in the name of the machine, not in that of its directory. */
    @ParameterizedTest
    @CsvSource({"donn\u00e9es,donn\u00e9es", "\\x5cxe9,\\xe9"})
    void aTreeHasTheBytesOfItsMachinesName(String name, String directoryName) throws Exception {
        host.start(10, name, 1);

        host.run(exporter(), NOTHING);

        assertThat(KernelPath.resolve(base, directoryName).resolve("intel-rapl:0/energy_uj"))
                .isRegularFile();
    }

    @Test
    void aLinkInPlaceOfATreeIsNotFollowed() throws Exception {
        Files.createSymbolicLink(base.resolve("web"), outside);

        assertThatNothingOutsideChanges();
    }

    @Test
    void aLinkInPlaceOfAZoneIsNotFollowed() throws Exception {
        Files.createDirectory(base.resolve("web"));
        Files.createSymbolicLink(base.resolve("web/intel-rapl:0"), outside);

        assertThatNothingOutsideChanges();
    }

    @Test
    void aLinkInPlaceOfTheMemoryZoneIsNotFollowed() throws Exception {
        Files.createDirectory(base.resolve("web"));
        Files.createSymbolicLink(base.resolve("web/intel-rapl:0:0"), outside);

        assertThatNothingOutsideChanges();
    }

    @ParameterizedTest
    @ValueSource(strings = {"energy_uj", "scaph_heartbeat"})
    void aLinkInPlaceOfAFileIsNotFollowed(String file) throws Exception {
        Files.createDirectories(base.resolve("web/intel-rapl:0"));
        Files.createSymbolicLink(base.resolve("web/intel-rapl:0").resolve(file), outside.resolve("energy_uj"));

        assertThatNothingOutsideChanges();
    }

    @ParameterizedTest
    @ValueSource(strings = {"energy_uj", "name", "max_energy_range_uj", "enabled", "scaph_heartbeat"})
    void aLinkThatLeadsNowhereIsNotMadeToLeadSomewhere(String file) throws Exception {
        Files.createDirectories(base.resolve("web/intel-rapl:0"));
        Files.createSymbolicLink(base.resolve("web/intel-rapl:0").resolve(file), outside.resolve("new"));

        assertThatNothingOutsideChanges();
    }

    @Test
    void aLinkInPlaceOfTheLockIsNotFollowed() throws Exception {
        Files.createSymbolicLink(base.resolve(".scaph.lock"), outside.resolve("new"));
        SortedMap<String, String> before = everything();

        try {
            host.run(exporter(), NOTHING);
        } catch (IOException e) {
            // It says so.
        }

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    @Timeout(20)
    void aPipeInPlaceOfAFileDelaysNothing() throws Exception {
        Path zone = Files.createDirectories(base.resolve("web/intel-rapl:0"));
        int made = new ProcessBuilder("mkfifo", zone.resolve("energy_uj").toString())
                .start()
                .waitFor();
        assertThat(made).isZero();

        assertThatNothingOutsideChanges();
    }

    private void assertThatNothingOutsideChanges() throws Exception {
        SortedMap<String, String> before = everything();
        host.start(10, "web", 1).start(11, "db", 1);

        host.run(exporter(), NOTHING, NOTHING);

        assertThat(everything()).isEqualTo(before);
        // The others are served.
        assertThat(base.resolve("db/intel-rapl:0/energy_uj")).exists();
    }

    @Test
    void aMachineThatIsNotTrustedGetsNothing() throws Exception {
        host.start(10, "evil", 1, Hypervisor.QEMU, 1_000)
                .start(11, "evil2", 1, "/home/evil/qemu-system-x86_64", 0)
                .start(12, "evil3", 1, "/usr/bin/qemu-system-../../home/evil/qemu-kvm", 0)
                .start(13, "unknown", 1, Hypervisor.QEMU, -1)
                .start(14, "web", 1);

        host.run(exporter(), NOTHING);

        assertThat(entries(base)).containsExactly(".scaph.lock", "web");
    }

    @Test
    void aMachineThatIsNotTrustedTakesNoName() throws Exception {
        host.start(10, "web", 1, Hypervisor.QEMU, 1_000).start(11, "web", 2);

        host.run(exporter(), NOTHING);

        assertThat(Files.readString(base.resolve("web/intel-rapl:0/energy_uj")).strip())
                .isEqualTo(Long.toString(host.energy(11) - host.energy(11) / 5));
    }

    private Exporter exporter() {
        TrustPolicy policy =
                TrustPolicy.of("root", "/usr/bin/qemu-system-*,/usr/bin/kvm", List.of("root:x:0:0:root:/root:/bin/sh"));
        return new QemuExporter(base, Duration.ofSeconds(5), policy);
    }

    /** All that is outside of the base: paths, kinds, contents, times. */
    private SortedMap<String, String> everything() throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(path -> !path.startsWith(base)).toList()) {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                String content = attributes.isRegularFile() ? Files.readString(path) : "";
                found.put(path.toString(), attributes.lastModifiedTime() + " " + content);
            }
        }
        return found;
    }

    private static List<String> entries(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> KernelPath.text(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
