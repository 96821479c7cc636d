package io.scaph.cli.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.cli.program.Scaph;
import io.scaph.cli.program.Tmux;
import io.scaph.cli.program.Tool;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code scaph top} in a real terminal, as a user sees it. */
class TopIT {
    private static final List<SimulatedZone> ZONES = List.of(SimulatedZone.of("intel-rapl:0", "package-0", 60));

    @TempDir
    Path directory;

    private PowercapSimulator machine;

    @BeforeEach
    void startMachine() throws Exception {
        machine = PowercapSimulator.start(Files.createDirectory(directory.resolve("sys")), ZONES);
    }

    @AfterEach
    void stopMachine() {
        machine.close();
    }

    private String top(String options) {
        return Scaph.script() + " -s powercap --path-sysfs " + directory.resolve("sys") + " top -s 1 " + options;
    }

    /** Runs it between two looks at the modes of the terminal, which stays open. */
    private Tmux start(int columns, int rows, String environment) throws Exception {
        String script = "cd '" + directory + "'; stty -a > before; " + environment + " sh -c 'echo $$ > pid; exec "
                + top("") + "'; code=$?; stty -a > after; echo ended $code; exec cat";
        return Tmux.start(directory, columns, rows, script);
    }

    private void requireRestored(Tmux terminal) throws Exception {
        assertThat(directory.resolve("after")).hasSameTextualContentAs(directory.resolve("before"));
        assertThat(terminal.isAsAtItsStart()).isTrue();
    }

    @Test
    void itShowsHostDomainsAndProcessesUntilQIsPressed() throws Exception {
        try (Tmux terminal = start(80, 24, "")) {
            String screen = terminal.await("^Host +\\d+\\.\\d{3} W");

            assertThat(screen.lines().toList().get(0)).contains("scaph top", "MEASURED by powercap");
            assertThat(screen.lines().toList().get(1)).containsPattern("^Host +[56]\\d\\.\\d{3} W +[0-9.]+ J +█");
            assertThat(screen)
                    .contains("  package-0 ", "PID USER", "java", "Idle", "Unattributed")
                    .contains("q quit  s sort: power  g group: process  / filter  p pause  ? help");
            assertThat(screen.lines()).hasSize(24);

            terminal.press("q").await("ended 0");
            requireRestored(terminal);
        }
    }

    @Test
    void keysChangeWhatIsShown() throws Exception {
        try (Tmux terminal = start(80, 24, "")) {
            terminal.await("COMMAND");

            terminal.press("s").await("sort: energy");
            terminal.press("g", "g").await("group: user");
            terminal.press("g", "g").await("group: process");
            terminal.press("/", "tmux").await("Filter: tmux_");
            assertThat(terminal.press("Enter").await("filter: tmux")).containsPattern("(?m)^ +\\d+ .*tmux");
            terminal.press("Escape").await("/ filter  p");
            terminal.press("p").await("PAUSED");
            terminal.press("p").await("p pause");
            terminal.press("NPage").await("COMMAND +([2-9]|\\d\\d+)-\\d+ of");
            terminal.press("?").await("Press any key to return");
            terminal.press("x").await("COMMAND");
        }
    }

    @Test
    void itFollowsTheSizeOfTheTerminal() throws Exception {
        try (Tmux terminal = start(80, 24, "")) {
            terminal.await("CPU% COMMAND");

            String small = terminal.resize(40, 10).await("^ +PID +W COMMAND");
            assertThat(small.lines()).hasSize(10);
            terminal.await("q s g / p \\?");

            terminal.resize(200, 50).await("CPU% COMMAND {50}");
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void aSignalGivesTheTerminalBack(String signal, int code) throws Exception {
        try (Tmux terminal = start(80, 24, "")) {
            terminal.await("COMMAND");

            Tool.run(
                    "kill",
                    "-" + signal,
                    Files.readString(directory.resolve("pid")).strip());

            terminal.await("ended " + code);
            requireRestored(terminal);
        }
    }

    @Test
    void aShellCanStopAndContinueIt() throws Exception {
        try (Tmux terminal = Tmux.start(directory, 80, 24, "env PS1='ready> ' bash --norc -i")) {
            terminal.await("ready>");
            terminal.press(top("2>" + directory.resolve("messages")), "Enter").await("COMMAND");

            terminal.press("C-z").await("Press Ctrl-Z again");
            terminal.press("C-z").await("Stopped");
            assertThat(terminal.isAsAtItsStart()).isTrue();

            terminal.press("clear; fg", "Enter").await("COMMAND");
            terminal.press("C-z").await("Press Ctrl-Z again");
            terminal.press("Enter").await("COMMAND");
            terminal.press("q").await("ready>");
            terminal.press("clear; stty -a | grep -cw '^isig icanon'", "Enter").await("^1$");
        }
    }

    @Test
    void aTerminalWithoutUtf8OrColorsGetsPlainCharacters() throws Exception {
        try (Tmux terminal = start(80, 24, "LC_ALL=C TERM=vt100 NO_COLOR=1")) {
            String screen = terminal.await("^Host .*#");

            assertThat(screen.chars()).allMatch(character -> character < 0x80);
        }
    }

    @Test
    void messagesWaitUntilTheScreenIsGivenBack() throws Exception {
        try (Tmux terminal = start(80, 24, "")) {
            terminal.await("COMMAND");
            machine.close();
            Files.delete(directory.resolve("sys/class/powercap/intel-rapl:0/energy_uj"));

            String screen = terminal.await("package-0 +unknown");
            assertThat(screen).doesNotContain("WARN");

            terminal.press("q").await("WARN");
        }
    }

    @Test
    void withoutATerminalItNamesTheCommandForPlainText() throws Exception {
        Scaph scaph = Scaph.run(directory, "top");

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.output()).isEmpty();
        assertThat(scaph.messages()).contains("; for plain text: scaph stdout\n");
    }
}
