package io.scaph.exporter.top.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.User;
import io.scaph.testkit.SimulatedMachine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopPageTest {
    private static final DrawingStyle UNICODE = new DrawingStyle(true, false);
    private static final DrawingStyle ASCII = new DrawingStyle(false, false);

    private final SimulatedMachine machine = Machines.twoSockets();
    private final TopState state = new TopState(Duration.ofSeconds(2));

    private List<String> draw(DrawingStyle style, int width, int height) {
        return TopPage.draw(state, style, width, height).lines().stream()
                .map(AttributedString::toString)
                .map(String::stripTrailing)
                .toList();
    }

    private void update() throws Exception {
        state.update(Machines.interval(machine), Optional.empty());
    }

    @Test
    void aPageShowsHostDomainsTableAndKeys() throws Exception {
        update();

        List<String> lines = draw(UNICODE, 80, 24);

        assertThat(lines.get(0)).matches("scaph top  ..:..:..  2\\.0 s  MEASURED by simulation");
        assertThat(String.join("\n", lines.subList(1, 24))).isEqualTo("""
                Host            100.000 W    200.000 J  █
                  package-0      50.000 W    100.000 J  [||||||||||          ]  50 %
                  core@0         30.000 W     60.000 J  [||||||              ]  30 %
                  dram@0         10.000 W     20.000 J  [||                  ]  10 %
                  package-1      40.000 W     80.000 J  [||||||||            ]  40 %
                    PID USER     CONTAINER            W         J     %  CPU% COMMAND
                     20 root     web             25.000     50.00  25.0 100.0 /usr/bin/busy
                     30 anna                     12.500     25.00  12.5  50.0 /usr/bin/half
                      1                           0.000      0.00   0.0   0.0 /usr/bin/init










                                                  0.000      0.00   0.0       Ended
                                                 62.500    125.00  62.5       Idle
                                                  0.000      0.00   0.0       Unattributed
                q quit  s sort: power  g group: process  / filter  p pause  ? help""");
    }

    @Test
    void aSmallTerminalGetsTheMostImportantColumnsAndLines() throws Exception {
        update();

        assertThat(String.join("\n", draw(UNICODE, 40, 10)).substring(40))
                .isEqualTo("""
                N by simulation
                Host  100.000 W  █
                    PID         W COMMAND
                     20    25.000 /usr/bin/busy
                     30    12.500 /usr/bin/half
                      1     0.000 /usr/bin/init
                            0.000 Ended
                           62.500 Idle
                            0.000 Unattributed
                q s g / p ?""".replaceFirst("N by simulation\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "200, 50", "40, 10", "20, 5", "1, 1", "500, 200"})
    void aPageFillsTheTerminalAndNoMore(int width, int height) throws Exception {
        machine.run(40, "漢字".repeat(100), 0.1)
                .run(41, "e\u0301".repeat(100), 0.1)
                .describe(40, process -> process.withUser(User.of(7, "使用者使用者")))
                .contain(41, Container.of("容器".repeat(20), null, null));
        update();

        for (DrawingStyle style : List.of(UNICODE, ASCII, new DrawingStyle(true, true))) {
            List<AttributedString> lines =
                    TopPage.draw(state, style, width, height).lines();

            assertThat(lines).hasSize(height);
            assertThat(lines).allSatisfy(line -> assertThat(line.columnLength()).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void wideAndCombiningCharactersKeepTheColumns() throws Exception {
        machine.describe(20, process -> process.withUser(User.of(7, "使用者使用者")))
                .describe(30, process -> process.withUser(User.of(8, "re\u0301ne\u0301")));
        update();

        List<String> lines = draw(UNICODE, 80, 24);

        assertThat(lines).anyMatch(line -> line.startsWith("     20 …使用者  web             25.000"));
        assertThat(lines).anyMatch(line -> line.startsWith("     30 re\u0301ne\u0301                     12.500"));
    }

    @Test
    void anAsciiTerminalGetsAsciiOnly() throws Exception {
        machine.run(40, "héhé-" + "漢字".repeat(100), 2);
        update();
        update();

        String page = String.join("\n", draw(ASCII, 80, 24));

        assertThat(page.codePoints()).allMatch(character -> character < 0x80);
        assertThat(page).contains("+????");
    }

    @Test
    void noControlCharacterOfANameIsDrawn() throws Exception {
        machine.run(40, "\u001b[2Jevil\n\u009b31m\u202e\u200b\u2028", 2)
                .describe(40, process -> process.withUser(User.of(7, "\u001b]0;x\u0007")))
                .contain(40, Container.of("\u0000\r\u007f", null, null));
        update();
        for (int grouping = 0; grouping < RowGrouping.values().length; grouping++) {
            String page = String.join("", draw(UNICODE, 200, 24));

            assertThat(page).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]");
            state.press(KeyPress.of('g'), DrawnPage.EMPTY);
        }
        state.press(KeyPress.of('g'), DrawnPage.EMPTY);
        state.press(KeyPress.of('/'), DrawnPage.EMPTY);
        state.press(KeyPress.of(0x9b), DrawnPage.EMPTY);
        assertThat(String.join("", draw(UNICODE, 200, 24))).contains("Filter: ?_");
    }

    @Test
    void anEstimateIsShownWithItsRange() throws Exception {
        state.update(Machines.interval(Machines.estimated()), Optional.empty());

        List<String> lines = draw(UNICODE, 80, 24);

        assertThat(lines.get(0)).contains("ESTIMATED");
        assertThat(lines.get(2)).isEqualTo("  80 % interval: 40.000 W to 100.000 W");
    }

    @Test
    void whatIsUnknownHasItsReason() throws Exception {
        state.update(
                Machines.interval(machine, () -> machine.readable("package-0", false)),
                Optional.of("the tick is late"));

        List<String> lines = draw(UNICODE, 80, 24);

        assertThat(lines.get(1)).startsWith("Host              unknown");
        assertThat(lines).contains("  the tick is late");
        assertThat(lines).anyMatch(line -> line.startsWith("  package-0       unknown") && line.length() > 45);
    }

    @Test
    void manyDomainsLeaveRoomForTheTable() throws Exception {
        update();

        assertThat(draw(UNICODE, 80, 14)).contains("  and 2 more domains").anyMatch(line -> line.contains("busy"));
    }

    @Test
    void beforeTheFirstIntervalItSaysWhenValuesCome() {
        assertThat(draw(UNICODE, 80, 24)).contains("Measuring: the first values come in 2 s.");
    }

    @Test
    void theHelpFitsTheUsualTerminal() {
        state.press(KeyPress.of('?'), DrawnPage.EMPTY);

        assertThat(draw(ASCII, 80, 24)).contains("Press any key to return.");
        assertThat(draw(ASCII, 40, 10)).hasSize(10);
    }
}
