package io.scaph.exporter.top.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.Interval;
import io.scaph.exporter.top.internal.view.KeyPress.Kind;
import io.scaph.exporter.top.internal.view.TopState.Reaction;
import io.scaph.testkit.SimulatedMachine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopStateTest {
    private static final DrawnPage PAGE = new DrawnPage(List.of(), 0, 10, 25);

    private final TopState state = new TopState(Duration.ofSeconds(2));

    private Reaction press(char... keys) {
        Reaction last = Reaction.NONE;
        for (char key : keys) {
            last = state.press(KeyPress.of(key), PAGE);
        }
        return last;
    }

    private Reaction press(Kind kind) {
        return state.press(KeyPress.of(kind), PAGE);
    }

    @Test
    void qQuits() {
        assertThat(press('q')).isEqualTo(Reaction.QUIT);
    }

    @Test
    void unknownKeysDoNothing() {
        assertThat(press('x')).isEqualTo(Reaction.NONE);
    }

    @Test
    void sChoosesTheNextOrder() {
        assertThat(state.order()).isEqualTo(RowOrder.POWER);
        press('s');
        assertThat(state.order()).isEqualTo(RowOrder.ENERGY);
        press('s', 's', 's');
        assertThat(state.order()).isEqualTo(RowOrder.POWER);
    }

    @Test
    void gChoosesTheNextGroupingAndShowsItsFirstRow() {
        press(Kind.PAGE_DOWN);
        press('g');

        assertThat(state.grouping()).isEqualTo(RowGrouping.CONTAINER);
        assertThat(state.firstRow()).isZero();
    }

    @Test
    void aFilterIsTypedAfterASlash() {
        press('/', 'q', 's', 'x');
        press(Kind.BACKSPACE);
        assertThat(state.filter()).isEqualTo("qs");
        assertThat(state.isTyping()).isTrue();

        press(Kind.ENTER);
        assertThat(state.isTyping()).isFalse();
        assertThat(press('q')).isEqualTo(Reaction.QUIT);
        assertThat(state.filter()).isEqualTo("qs");
    }

    @Test
    void aBackspaceRemovesAWholeCharacter() {
        press('/');
        state.press(KeyPress.of(0x1f600), PAGE);
        press(Kind.BACKSPACE);
        press(Kind.BACKSPACE);

        assertThat(state.filter()).isEmpty();
    }

    @Test
    void escapeClearsTheFilter() {
        press('/', 'a');
        press(Kind.ESCAPE);
        assertThat(state.filter()).isEmpty();
        assertThat(state.isTyping()).isFalse();

        press('/', 'a');
        press(Kind.ENTER);
        press(Kind.ESCAPE);
        assertThat(state.filter()).isEmpty();
    }

    @Test
    void aPauseKeepsTheIntervalAndTheNextShowsTheLatest() throws Exception {
        SimulatedMachine machine = Machines.twoSockets();
        Interval first = Machines.interval(machine);
        Interval second = Machines.interval(machine);
        state.update(first, Optional.empty());

        press('p');
        state.update(second, Optional.empty());
        assertThat(state.isPaused()).isTrue();
        assertThat(state.shown()).contains(first);

        press('p');
        assertThat(state.shown()).contains(second);
    }

    @Test
    void keysScrollWithinTheTable() {
        press(Kind.UP);
        assertThat(state.firstRow()).isZero();
        press(Kind.DOWN);
        assertThat(state.firstRow()).isEqualTo(1);
        press(Kind.PAGE_DOWN);
        assertThat(state.firstRow()).isEqualTo(10);
        press(Kind.END);
        assertThat(state.firstRow()).isEqualTo(15);
        state.press(KeyPress.of(Kind.DOWN), new DrawnPage(List.of(), 15, 10, 25));
        assertThat(state.firstRow()).isEqualTo(15);
        state.press(KeyPress.of(Kind.PAGE_UP), new DrawnPage(List.of(), 15, 10, 25));
        assertThat(state.firstRow()).isEqualTo(5);
        press(Kind.HOME);
        assertThat(state.firstRow()).isZero();
    }

    @Test
    void anyKeyEndsTheHelp() {
        press('?');
        assertThat(state.showsHelp()).isTrue();
        assertThat(press('q')).isEqualTo(Reaction.DRAW);
        assertThat(state.showsHelp()).isFalse();
    }

    @Test
    void theTerminalIsGivenBackAndRedrawnAlsoWhileTyping() {
        press('/');

        assertThat(press(Kind.SUSPEND)).isEqualTo(Reaction.SUSPEND);
        assertThat(press(Kind.REDRAW)).isEqualTo(Reaction.REPAINT);
    }
}
