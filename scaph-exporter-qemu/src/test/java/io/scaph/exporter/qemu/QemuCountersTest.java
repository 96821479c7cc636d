package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The counters of machines gain exactly the energy in the ledger, each joule once, after restarts of scaph and of machines too. */
class QemuCountersTest extends ExportedTrees {
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
}
