package io.scaph.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelTextTest {
    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void utf8IsText() {
        for (String text : new String[] {
            "", "init", "na\u00efve-\u00df", "\u65e5\u672c", "\ud83d\ude00\ud83d\udc80 \ufffd", "a\nb\0"
        }) {
            assertThat(KernelText.of(utf8(text))).isEqualTo(text);
            assertThat(KernelText.raw(utf8(text))).isEqualTo(text);
        }
    }

    @Test
    void aByteThatIsNotUtf8IsEscaped() {
        assertThat(KernelText.of(latin1("cass\u00e9"))).isEqualTo("cass\\xe9");
        assertThat(KernelText.of(latin1("\u00ff\u00c3\u00a9\u00c3"))).isEqualTo("\\xff\u00e9\\xc3");
    }

    @Test
    void formsThatUtf8ForbidsAreEscapedByteByByte() {
        // A surrogate, an overlong slash, beyond U+10FFFF.
        assertThat(KernelText.of(HexFormat.of().parseHex("edb3a9"))).isEqualTo("\\xed\\xb3\\xa9");
        assertThat(KernelText.of(HexFormat.of().parseHex("c0af"))).isEqualTo("\\xc0\\xaf");
        assertThat(KernelText.of(HexFormat.of().parseHex("f4908080"))).isEqualTo("\\xf4\\x90\\x80\\x80");
    }

    @Test
    void aBackslashIsEscapedOnlyWhereItReadsAsAnEscape() {
        assertThat(KernelText.of(utf8("C:\\x\\dev\\x2d\\xE9"))).isEqualTo("C:\\x\\dev\\x2d\\xE9");
        assertThat(KernelText.of(utf8("\\xe9 \\x5c"))).isEqualTo("\\x5cxe9 \\x5cx5c");
    }

    @Test
    void aPartOfAnArrayIsText() {
        assertThat(KernelText.of(utf8("name\0rest"), 0, 4)).isEqualTo("name");
        assertThat(KernelText.of(latin1("xx\u00e9yy"), 2, 3)).isEqualTo("\\xe9");
    }

    @Test
    void theRawFormKeepsBackslashes() {
        assertThat(KernelText.raw(latin1("a\\xe9\u00e9"))).isEqualTo("a\\xe9\udce9");
        assertThat(KernelText.visible("a\\xe9\udce9")).isEqualTo("a\\x5cxe9\\xe9");
    }

    @Test
    void whatAUserTypedKeepsItsBackslashes() {
        assertThat(KernelText.readable("\\xe9 \ud83d\ude00 \\d+")).isEqualTo("\\xe9 \ud83d\ude00 \\d+");
        assertThat(KernelText.readable("\\xe9 \udce9\udcff!")).isEqualTo("\\xe9 \\xe9\\xff!");
    }

    @Test
    void octalEscapesAreBytes() {
        assertThat(KernelText.withoutOctal("/mnt/my\\040disk\\134\\x2d")).isEqualTo("/mnt/my disk\\\\x2d");
        assertThat(KernelText.withoutOctal("/mnt/donn\\303\\251es")).isEqualTo("/mnt/donn\u00e9es");
        assertThat(KernelText.withoutOctal("/mnt/donn\u00e9es\\040\udce9\\351"))
                .isEqualTo("/mnt/donn\u00e9es \udce9\udce9");
        assertThat(KernelText.withoutOctal("\\04 \\400 \\08 \\04")).isEqualTo("\\04 \\400 \\08 \\04");
    }

    @Test
    void linesEndWithLineFeeds() {
        assertThat(KernelText.lines(latin1("a\rb\n\n\u00e9\n"))).containsExactly("a\rb", "", "\\xe9");
        assertThat(KernelText.lines(latin1("a\nb"))).containsExactly("a", "b");
        assertThat(KernelText.lines(latin1(""))).isEmpty();
    }

    @Test
    void onlyUtf8IsUtf8() {
        assertThat(KernelText.isUtf8(utf8("donn\u00e9es \ud83d\ude00"))).isTrue();
        assertThat(KernelText.isUtf8(latin1("donn\u00e9es"))).isFalse();
    }

    /** Of pieces that are close to each other: 1 byte more or less makes them an escape, a character, or neither. */
    @Test
    void bothFormsCanBeTakenBackAndAreNeverTheSameForTwoByteStrings() {
        String[] pieces = {
            "\\", "x", "5", "c", "e", "9", "\u00e9", "\u00c3", "\u00a9", "\u00ed", "\u00b3", "\u00f0", "\u009f", "a"
        };
        long seed = Long.getLong("scaph.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<String, String> visible = new HashMap<>();
        Map<String, String> raw = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            for (int j = random.nextInt(9); j >= 0; j--) {
                made.writeBytes(latin1(pieces[random.nextInt(pieces.length)]));
            }
            byte[] bytes = made.toByteArray();
            String hex = HexFormat.of().formatHex(bytes);
            String context = "scaph.seed=" + seed + " " + hex;
            assertThat(KernelText.bytes(KernelText.of(bytes))).as(context).isEqualTo(bytes);
            assertThat(KernelText.rawBytes(KernelText.raw(bytes))).as(context).isEqualTo(bytes);
            assertThat(visible.merge(KernelText.of(bytes), hex, (old, now) -> old))
                    .as(context)
                    .isEqualTo(hex);
            assertThat(raw.merge(KernelText.raw(bytes), hex, (old, now) -> old))
                    .as(context)
                    .isEqualTo(hex);
        }
    }
}
