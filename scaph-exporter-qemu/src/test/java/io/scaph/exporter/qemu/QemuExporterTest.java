package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.linux.counterfile.CounterFile;
import io.scaph.linux.counterfile.Heartbeat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuExporterTest {
    private static final Hypervisor.Happening NOTHING = () -> {};

    @TempDir
    Path directory;

    private Path base;
    private final Hypervisor host = Hypervisor.withMemory();

    @BeforeEach
    void nameBase() {
        base = directory.resolve("scaphandre");
    }

    @Test
    void aTreeIsLikePowercaps() throws Exception {
        host.start(10, "web", 1);

        host.run(exporter(), NOTHING);

        Path zone = base.resolve("web/intel-rapl:0");
        assertThat(zone.resolve("name")).hasContent("package-0\n");
        assertThat(zone.resolve("max_energy_range_uj")).hasContent("9223372036854775807\n");
        assertThat(zone.resolve("enabled")).hasContent("0\n");
        assertThat(base.resolve("web/intel-rapl:0:0/name")).hasContent("dram\n");
        assertThat(base.resolve("web/intel-rapl:0:0/max_energy_range_uj")).hasContent("9223372036854775807\n");
        assertThat(entries(base.resolve("web"))).containsExactly("intel-rapl:0", "intel-rapl:0:0");
        assertThat(entries(zone))
                .containsExactly("enabled", "energy_uj", "max_energy_range_uj", "name", "scaph_heartbeat");
        assertThat(permissions(zone)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(zone.resolve("energy_uj"))).isEqualTo("rw-r--r--");
    }

    @Test
    void theCountersGainWhatTheLedgerSays() throws Exception {
        host.start(10, "web", 1).start(11, "db", 0.3);

        host.run(exporter(), NOTHING, NOTHING, NOTHING);

        // 100 W for 3 steps of 5 s, one CPU of four.
        assertThat(host.energy(10)).isEqualTo(375_000_000);
        assertThat(energy("web")).isEqualTo(host.energy(10));
        assertThat(energy("db")).isEqualTo(host.energy(11));
        assertThat(number("web/intel-rapl:0:0/energy_uj")).isEqualTo(75_000_000);
    }

    @Test
    void withoutMemoryAllIsThePackages() throws Exception {
        Hypervisor plain = Hypervisor.withoutMemory().start(10, "web", 1);

        plain.run(exporter(), NOTHING);

        assertThat(number("web/intel-rapl:0/energy_uj")).isEqualTo(125_000_000);
        assertThat(entries(base.resolve("web/intel-rapl:0:0"))).isEmpty();
    }

    @Test
    void aCounterGoesOnAfterARestartOfTheExporter() throws Exception {
        host.start(10, "web", 1);

        host.run(exporter(), NOTHING, NOTHING);
        host.run(exporter(), NOTHING);

        assertThat(energy("web")).isEqualTo(375_000_000);
    }

    @Test
    void aCounterGoesOnAfterARestartOfTheMachine() throws Exception {
        host.start(10, "web", 1);

        host.run(
                exporter(),
                NOTHING,
                () -> {
                    host.end(10);
                    host.start(20, "web", 2);
                },
                NOTHING);

        // 25 W for one step, then 50 W for two.
        assertThat(energy("web")).isEqualTo(625_000_000);
    }

    @Test
    void whatAMachineUsedLastIsWrittenAfterItsEnd() throws Exception {
        host.start(10, "web", 1);
        List<Long> seen = new ArrayList<>();

        host.run(
                exporter(),
                NOTHING,
                () -> {
                    host.pass(Duration.ofSeconds(2));
                    seen.add(energy("web"));
                },
                () -> {
                    host.end(10);
                    seen.add(energy("web"));
                },
                () -> seen.add(energy("web")));

        assertThat(seen).containsExactly(125_000_000L, 250_000_000L, 250_000_000L);
        assertThat(energy("web")).isEqualTo(250_000_000L);
    }

    @Test
    void aHeldDescriptorSeesEveryUpdate() throws Exception {
        host.start(10, "web", 1);
        host.run(exporter(), NOTHING);
        List<Long> seen = new ArrayList<>();

        try (FileChannel held = FileChannel.open(base.resolve("web/intel-rapl:0/energy_uj"))) {
            Hypervisor.Happening look = () -> {
                ByteBuffer buffer = ByteBuffer.allocate(64);
                assertThat(held.read(buffer, 0)).isEqualTo(20);
                seen.add(Long.parseLong(new String(buffer.array(), StandardCharsets.US_ASCII)
                        .replace("\0", "")
                        .strip()));
            };
            host.run(exporter(), look, look, look);
        }

        assertThat(seen).containsExactly(100_000_000L, 200_000_000L, 300_000_000L);
    }

    @Test
    void twoMachinesOfOneNameDoNotShareATree() throws Exception {
        host.start(10, "web", 1);

        host.run(exporter(), NOTHING, () -> host.start(20, "web", 1), NOTHING);
        host.run(exporter(), NOTHING, () -> host.end(10), NOTHING);

        // The second one never, not even when the first one has ended; that one for four steps.
        assertThat(energy("web")).isEqualTo(500_000_000);
    }

    @Test
    void theHeartbeatMovesAtEachStep() throws Exception {
        Files.createDirectories(base.resolve("web"));
        host.start(10, "web", 0);
        List<Long> beats = new ArrayList<>();
        Hypervisor.Happening look = () -> beats.add(number("web/intel-rapl:0/scaph_heartbeat"));

        host.run(exporter(), look, look, look);

        // Nothing is known yet at the start.
        assertThat(Heartbeat.isWriting(beats.get(0))).isTrue();
        assertThat(beats.get(1)).isEqualTo(beats.get(0) + 1);
        assertThat(beats.get(2)).isEqualTo(beats.get(1) + 2);
    }

    @Test
    void aMachineThatNeverRanGetsNoTree() throws Exception {
        host.run(exporter(), () -> host.start(10, "idle", 0), () -> host.end(10), NOTHING);

        assertThat(base.resolve("idle")).doesNotExist();
    }

    @Test
    void aProcessThatVanishesWithinAStepGetsNoTree() throws Exception {
        host.run(
                exporter(),
                () -> {
                    host.start(10, "probe", 1);
                    host.pass(Duration.ofSeconds(1));
                    host.end(10);
                },
                NOTHING);

        assertThat(base.resolve("probe")).doesNotExist();
    }

    @Test
    void aMachineThatIsPausedFromItsStartGetsATreeAtTheNextStep() throws Exception {
        host.run(exporter(), () -> host.start(10, "paused", 0), NOTHING);

        assertThat(energy("paused")).isZero();
    }

    @Test
    void aDirectoryThatWasMadeForAMachineIsFilledAtOnce() throws Exception {
        Files.createDirectories(base.resolve("web"));

        host.run(exporter(), () -> host.start(10, "web", 0));

        assertThat(energy("web")).isZero();
    }

    @Test
    void theHeartbeatStandsStillWhileTheHostsEnergyIsUnknown() throws Exception {
        host.start(10, "web", 1);
        List<Boolean> writing = new ArrayList<>();
        Hypervisor.Happening look = () -> writing.add(Heartbeat.isWriting(number("web/intel-rapl:0/scaph_heartbeat")));

        host.run(
                exporter(),
                NOTHING,
                look,
                () -> host.silent(true),
                look,
                () -> {
                    look.happen();
                    host.silent(false);
                },
                look);

        assertThat(writing).containsExactly(false, true, true, false);
        assertThat(energy("web")).isEqualTo(750_000_000);
    }

    @Test
    void theHeartbeatOfAMachineThatEndedStandsStillEvenIfItUsedNothing() throws Exception {
        host.start(10, "web", 0);
        List<Long> beats = new ArrayList<>();
        Hypervisor.Happening look = () -> beats.add(number("web/intel-rapl:0/scaph_heartbeat"));

        host.run(exporter(), NOTHING, () -> host.end(10), look, look);

        assertThat(beats.get(1)).isEqualTo(beats.get(0));
    }

    @Test
    void aRestartOfTheExporterIsANewSession() throws Exception {
        host.start(10, "web", 1);
        host.run(exporter(), NOTHING);
        long first = number("web/intel-rapl:0/scaph_heartbeat");

        host.run(exporter(), NOTHING);

        assertThat(Heartbeat.session(number("web/intel-rapl:0/scaph_heartbeat")))
                .isEqualTo(Heartbeat.session(first) + 1);
    }

    @Test
    void aTreeOfScaphandreIsTakenOver() throws Exception {
        Files.createDirectories(base.resolve("web/intel-rapl:0:0"));
        Files.createDirectories(base.resolve("web/intel-rapl:0"));
        Files.writeString(base.resolve("web/intel-rapl:0/energy_uj"), "1234");
        host.start(10, "web", 1);

        host.run(exporter(), NOTHING);

        assertThat(energy("web")).isEqualTo(125_001_234);
        assertThat(base.resolve("web/intel-rapl:0/name")).hasContent("package-0\n");
        assertThat(base.resolve("web/intel-rapl:0/energy_uj")).hasSize(20);
    }

    @Test
    void whatIsNoNumberIsLeftAloneAndNothingIsLostUntilItIsMended() throws Exception {
        Path energy = Files.createDirectories(base.resolve("web/intel-rapl:0")).resolve("energy_uj");
        Files.writeString(energy, "root:x:0:0:root:/root:/bin/bash\n");
        host.start(10, "web", 1);

        host.run(exporter(), NOTHING, () -> {
            assertThat(energy).hasContent("root:x:0:0:root:/root:/bin/bash\n");
            Files.writeString(energy, "0");
        });

        assertThat(energy("web")).isEqualTo(250_000_000);
    }

    @Test
    void whatAnEndedMachineUsedIsWrittenAsSoonAsItCanBe() throws Exception {
        Path energy = Files.createDirectories(base.resolve("web/intel-rapl:0")).resolve("energy_uj");
        Files.writeString(energy, "nonsense");
        host.start(10, "web", 1);

        host.run(
                exporter(),
                NOTHING,
                () -> {
                    host.pass(Duration.ofSeconds(5));
                    host.end(10);
                },
                () -> Files.writeString(energy, "7"),
                NOTHING);

        assertThat(energy("web")).isPositive().isEqualTo(125_000_007);
    }

    @Test
    void aTreeThatWasDeletedIsMadeAnewAndGoesOn() throws Exception {
        host.start(10, "web", 1);

        host.run(exporter(), NOTHING, () -> {
            for (String file : entries(base.resolve("web/intel-rapl:0"))) {
                Files.delete(base.resolve("web/intel-rapl:0").resolve(file));
            }
            Files.delete(base.resolve("web/intel-rapl:0"));
        });

        assertThat(energy("web")).isEqualTo(250_000_000);
    }

    @Test
    void anInterruptEndsItWithAWholeUpdate() throws Exception {
        host.start(10, "web", 1);

        host.run(exporter(), NOTHING, () -> Thread.currentThread().interrupt());

        assertThat(Thread.interrupted()).isFalse();
        assertThat(energy("web")).isEqualTo(host.energy(10));
        assertThat(base.resolve("web/intel-rapl:0/energy_uj")).hasSize(20);
    }

    @Test
    void aMachineThatIsStartedAnewWhileNothingIsKnownGetsTheEnergyOfBothLives() throws Exception {
        host.start(10, "web", 1);

        host.run(
                exporter(),
                () -> {
                    host.pass(Duration.ofSeconds(2));
                    host.silent(true);
                },
                () -> {
                    host.end(10);
                    host.start(11, "web", 2);
                },
                NOTHING,
                () -> host.silent(false),
                NOTHING);

        assertThat(energy("web"))
                .isEqualTo(host.last().host().energy().microjoules()
                        - host.last().idle().microjoules()
                        - host.last().unattributed().microjoules());
    }

    @Test
    void countersNeverFallAndAddUpWhateverHappens() throws Exception {
        long seed = Long.getLong("scaph.seed", new Random().nextLong());
        Random random = new Random(seed);
        List<Hypervisor.Happening> happenings = new ArrayList<>();
        long[] highest = new long[3];
        for (int i = 0; i < 60; i++) {
            happenings.add(() -> {
                for (int vm = 0; vm < highest.length; vm++) {
                    Path tree = base.resolve("vm" + vm);
                    long energy = Files.exists(tree) ? energy("vm" + vm) : 0;
                    assertThat(energy).as("seed %d", seed).isGreaterThanOrEqualTo(highest[vm]);
                    highest[vm] = energy;
                    host.end(vm + 1);
                    if (random.nextInt(4) > 0) {
                        host.start(vm + 1, "vm" + vm, random.nextDouble());
                    }
                }
                host.silent(random.nextInt(5) == 0);
            });
        }
        happenings.add(() -> host.silent(false));

        host.run(exporter(), happenings.toArray(new Hypervisor.Happening[0]));

        long gained = 0;
        for (int vm = 0; vm < highest.length; vm++) {
            gained += energy("vm" + vm);
        }
        long rest = host.last().host().energy().microjoules()
                - host.last().idle().microjoules()
                - host.last().unattributed().microjoules();
        assertThat(gained).as("seed %d", seed).isEqualTo(rest);
    }

    @Test
    void aBaseThatEverybodyMayWriteToIsRefused() throws Exception {
        Files.createDirectories(base);
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> host.run(exporter()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod o-w");
    }

    @Test
    void twoExportersDoNotWriteToOnePlace() throws Exception {
        host.run(
                exporter(),
                () -> assertThatThrownBy(() -> Hypervisor.withMemory().run(exporter()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("another scaph writes there already"));
    }

    @Test
    void aStepThatMakesNoSenseIsRefused() {
        QemuProvider provider = new QemuProvider();

        assertThatThrownBy(() -> provider.create(setup(Options.NONE.with(option(provider, "step", Long.class), 0L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--step");
    }

    private Exporter exporter() {
        QemuProvider provider = new QemuProvider();
        return provider.create(setup(Options.NONE.with(option(provider, "path", Path.class), base)));
    }

    private static PluginSetup setup(Options options) {
        return PluginSetup.standard().withOptions(options).withOutput(new ByteArrayOutputStream());
    }

    @SuppressWarnings("unchecked") // checked by its type
    private static <T> Option<T> option(QemuProvider provider, String name, Class<T> type) {
        return (Option<T>) provider.options().stream()
                .filter(option -> option.name().equals(name) && option.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private long energy(String machine) throws IOException {
        return number(machine + "/intel-rapl:0/energy_uj") + number(machine + "/intel-rapl:0:0/energy_uj");
    }

    private long number(String file) throws IOException {
        try (CounterFile counter = new CounterFile(base.resolve(file))) {
            return counter.read();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> entries(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
