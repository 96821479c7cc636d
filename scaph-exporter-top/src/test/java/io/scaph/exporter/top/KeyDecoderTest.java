package io.scaph.exporter.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.exporter.top.internal.view.KeyPress;
import io.scaph.exporter.top.internal.view.KeyPress.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDecoderTest {
    /** A moment in which no character comes. */
    private static final char PAUSE = '\uffff';

    private static List<KeyPress> keys(String input) throws Exception {
        int[] next = {0};
        KeyDecoder decoder = new KeyDecoder(millis -> {
            if (next[0] == input.length()) {
                return millis > 0 ? -2 : -1;
            }
            char character = input.charAt(next[0]++);
            return character == PAUSE ? -2 : character;
        });
        List<KeyPress> keys = new ArrayList<>();
        for (Optional<KeyPress> key = decoder.next(); key.isPresent(); key = decoder.next()) {
            keys.add(key.get());
        }
        return keys;
    }

    @ParameterizedTest
    @CsvSource({
        "[A, UP",
        "[B, DOWN",
        "OA, UP",
        "OB, DOWN",
        "[H, HOME",
        "OH, HOME",
        "[1~, HOME",
        "[7~, HOME",
        "[F, END",
        "[4~, END",
        "[8~, END",
        "[5~, PAGE_UP",
        "[6~, PAGE_DOWN",
        "[3~, OTHER",
        "[1;5A, UP",
        "[C, OTHER",
        "[<0;1;2M, OTHER"
    })
    void aSequenceIsOneKey(String sequence, Kind kind) throws Exception {
        assertThat(keys("\u001b" + sequence + "q")).containsExactly(KeyPress.of(kind), KeyPress.of('q'));
    }

    @Test
    void escapeAloneIsAKey() throws Exception {
        assertThat(keys("\u001b" + PAUSE + "q")).containsExactly(KeyPress.of(Kind.ESCAPE), KeyPress.of('q'));
        assertThat(keys("\u001b")).containsExactly(KeyPress.of(Kind.ESCAPE));
    }

    @Test
    void escapeAndACharacterThatCameTogetherAreTwoKeys() throws Exception {
        assertThat(keys("\u001bsq")).containsExactly(KeyPress.of(Kind.ESCAPE), KeyPress.of('s'), KeyPress.of('q'));
        assertThat(keys("\u001b\u001b[A")).containsExactly(KeyPress.of(Kind.ESCAPE), KeyPress.of(Kind.UP));
    }

    @Test
    void aSequenceThatIsCutIsNoKey() throws Exception {
        assertThat(keys("\u001b[")).containsExactly(KeyPress.of(Kind.OTHER));
        assertThat(keys("\u001b[1;")).containsExactly(KeyPress.of(Kind.OTHER));
    }

    @Test
    void controlCharactersAreKeys() throws Exception {
        assertThat(keys("\r\n\b\u007f\f\u001a\u0001"))
                .extracting(KeyPress::kind)
                .containsExactly(
                        Kind.ENTER, Kind.ENTER, Kind.BACKSPACE, Kind.BACKSPACE, Kind.REDRAW, Kind.SUSPEND, Kind.OTHER);
    }

    @Test
    void aCharacterIsACodePoint() throws Exception {
        assertThat(keys("aé😀")).containsExactly(KeyPress.of('a'), KeyPress.of('é'), KeyPress.of(0x1f600));
    }
}
