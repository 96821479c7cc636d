package io.scaph.exporter.top.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnTextTest {
    @Test
    void theWidthIsInColumnsOfATerminal() {
        assertThat(ColumnText.width("abc")).isEqualTo(3);
        assertThat(ColumnText.width("漢字")).isEqualTo(4);
        assertThat(ColumnText.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void aTextIsFilledUpOrCutAtItsBeginning() {
        assertThat(ColumnText.left("abc", 5, true)).isEqualTo("abc  ");
        assertThat(ColumnText.right("abc", 5, true)).isEqualTo("  abc");
        assertThat(ColumnText.left("/usr/bin/java", 6, true)).isEqualTo("…/java");
        assertThat(ColumnText.left("/usr/bin/java", 6, false)).isEqualTo("+/java");
        assertThat(ColumnText.left("abc", 0, true)).isEmpty();
    }

    @Test
    void aWideCharacterIsNotCutInHalf() {
        assertThat(ColumnText.left("漢字漢字", 4, true)).isEqualTo("…字 ");
        assertThat(ColumnText.head("漢字漢字", 5)).isEqualTo("漢字");
    }

    @Test
    void aCombiningCharacterStaysWithItsBase() {
        assertThat(ColumnText.head("e\u0301e\u0301", 1)).isEqualTo("e\u0301");
    }

    @Test
    void whatCanNotBeShownIsAQuestionMark() {
        assertThat(ColumnText.printable("a\u001b[2Jb\u202e", true)).isEqualTo("a?[2Jb?");
        assertThat(ColumnText.printable("aé漢😀", false)).isEqualTo("a???");
    }
}
