package io.scaph.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Providers;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.command.CommandTree;
import io.scaph.cli.command.Invocation;
import io.scaph.cli.command.ParsedLine;
import io.scaph.cli.command.Stop;
import io.scaph.cli.log.Messages;
import io.scaph.recording.Recording;
import io.scaph.testkit.Replay;
import io.scaph.testkit.VirtualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code scaph record}, on a machine of files and in virtual time. */
class RecordCommandTest {
    @TempDir
    Path directory;

    private final Stop stop = new Stop();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @BeforeEach
    void makeMachine() throws IOException {
        write("proc/cpuinfo", """
                processor\t: 0
                vendor_id\t: GenuineIntel
                model name\t: Some CPU @ 2.00GHz
                flags\t\t: fpu hypervisor sse
                Serial\t\t: 00000000deadbeef

                processor\t: 1
                physical id\t: 0

                """);
        write("proc/meminfo", "MemTotal:  1024 kB\nMemFree: 77 kB\n");
        write("proc/stat", "cpu  1 0 0 5 0 0 0 0\ncpu0 1 0 0 5 0 0 0 0\nbtime 1760000000\n");
        zone("intel-rapl:0", "package-0", 1_000_000);
        zone("intel-rapl:0:0", "dram", 500);
        write("sys/class/powercap/intel-rapl:0/constraint_0_max_power_uw", "65000000\n");
        write("sys/class/powercap/intel-rapl:0/secret", "secret\n");
    }

    private void zone(String zone, String name, long energy) throws IOException {
        write("sys/class/powercap/" + zone + "/name", name + "\n");
        write("sys/class/powercap/" + zone + "/max_energy_range_uj", "262143328850\n");
        write("sys/class/powercap/" + zone + "/energy_uj", energy + "\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void record(Map<String, Object> given) throws Exception {
        HostRoots roots = HostRoots.of(directory.resolve("proc"), directory.resolve("sys"));
        record(given, roots, output);
    }

    private void record(Map<String, Object> given, HostRoots roots, ByteArrayOutputStream target) throws Exception {
        RecordCommand command = new RecordCommand();
        Options options = Options.NONE;
        for (Option<?> option : command.options()) {
            Object value = given.get(option.name());
            options = value == null ? options : with(options, option, value);
        }
        ParsedLine line = new CommandTree(Providers.load().sensors(), "1")
                .parse("-s", "powercap")
                .orElseThrow();
        Messages messages = new Messages(OutputStream.nullOutputStream(), false);
        command.record(
                new Invocation(options, List.of(), line.globals(), Providers.load(), target, messages, stop, "1"),
                PluginSetup.standard().withRoots(roots).withClock(new VirtualClock()));
    }

    private static <T> Options with(Options options, Option<T> option, Object value) {
        return options.with(option, option.type().cast(value));
    }

    private Recording recorded() throws IOException {
        return Recording.read(new ByteArrayInputStream(output.toByteArray()), "it");
    }

    @Test
    void theTreeAndTheReadingsAreWritten() throws Exception {
        record(Map.of("duration", 3L, "interval", 500L));

        Recording recording = recorded();
        assertThat(recording.sensorName()).isEqualTo("powercap");
        assertThat(recording.ticks()).isEqualTo(7);
        assertThat(recording.nanos(6)).isEqualTo(3_000_000_000L);
        assertThat(recording.microjoules(0, 0)).isEqualTo(1_000_000);
        assertThat(recording.files())
                .containsEntry("sys/class/powercap/intel-rapl:0/name", "package-0\n")
                .containsEntry("sys/class/powercap/intel-rapl:0/constraint_0_max_power_uw", "65000000\n")
                .containsEntry("proc/meminfo", "MemTotal:  1024 kB\n")
                .containsEntry("proc/cpuinfo", """
                        processor\t: 0
                        vendor_id\t: GenuineIntel
                        model name\t: Some CPU @ 2.00GHz
                        flags\t\t: hypervisor

                        processor\t: 1
                        physical id\t: 0

                        """);
    }

    @Test
    void nothingElseOfTheMachineIsWritten() throws Exception {
        record(Map.of("count", 2L));

        assertThat(output.toString(StandardCharsets.UTF_8))
                .doesNotContain("secret")
                .doesNotContain("deadbeef")
                .doesNotContain("MemFree")
                .doesNotContain(directory.toString());
    }

    @Test
    void theSameSensorReadsTheReplayedTree() throws Exception {
        record(Map.of("count", 2L));

        Replay replay = new Replay(recorded());
        HostRoots roots = replay.layOut(Files.createDirectory(directory.resolve("replay")));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        record(Map.of("count", 2L), roots, again);

        Recording second = Recording.read(new ByteArrayInputStream(again.toByteArray()), "it");
        assertThat(second.topology()).isEqualTo(recorded().topology());
        assertThat(second.files()).isEqualTo(recorded().files());
        assertThat(second.microjoules(0, 1)).isEqualTo(500);
    }

    @Test
    void anEndBeforeTheBeginningLeavesOneReading() throws Exception {
        stop.request();
        record(Map.of("duration", -1L));

        assertThat(recorded().ticks()).isEqualTo(1);
    }

    @Test
    void aFileThatExistsIsNotTouched() throws Exception {
        Path file = directory.resolve("there.txt");
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> record(Map.of("output", file, "count", 1L)))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("exists already");
        assertThat(file).hasContent("mine");
        record(Map.of("output", file, "count", 1L, "force", true));
        assertThat(Recording.read(file).ticks()).isEqualTo(1);
    }

    @Test
    void aFileIsWholeWhenItIsDone() throws Exception {
        Path file = directory.resolve("new.txt");
        record(Map.of("output", file, "count", 3L));

        assertThat(Recording.read(file).ticks()).isEqualTo(3);
        assertThat(output.size()).isZero();
    }

    @Test
    void withoutASensorThereIsNoFile() throws Exception {
        Files.delete(directory.resolve("sys/class/powercap/intel-rapl:0/energy_uj"));
        Files.delete(directory.resolve("sys/class/powercap/intel-rapl:0:0/energy_uj"));
        Path file = directory.resolve("new.txt");

        assertThatThrownBy(() -> record(Map.of("output", file)))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("no energy can be read");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"interval, 0", "interval, -5", "interval, 99999999", "duration, 0", "duration, 9999999999", "count, 0"})
    void nonsenseIsRefused(String option, long value) {
        assertThatThrownBy(() -> record(Map.of(option, value)))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("--" + option + ": ")
                .hasMessageNotContaining("\n");
    }
}
