package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.spi.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which trees are made, where, and what is in them. */
class QemuExporterTest extends ExportedTrees {
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
    void withoutMemoryAllIsThePackages() throws Exception {
        Hypervisor plain = Hypervisor.withoutMemory().start(10, "web", 1);

        plain.run(exporter(), NOTHING);

        assertThat(number("web/intel-rapl:0/energy_uj")).isEqualTo(125_000_000);
        assertThat(entries(base.resolve("web/intel-rapl:0:0"))).isEmpty();
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

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
