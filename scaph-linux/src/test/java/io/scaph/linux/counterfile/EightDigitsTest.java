package io.scaph.linux.counterfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EightDigitsTest {
    private static long text(String eight) {
        long text = 0;
        for (int i = 7; i >= 0; i--) {
            text = text << 8 | eight.charAt(i);
        }
        return text;
    }

    @Test
    void theFirstDigitCountsMost() {
        assertThat(EightDigits.value(text("12345678"))).isEqualTo(12_345_678);
        assertThat(EightDigits.value(text("00000001"))).isEqualTo(1);
        assertThat(EightDigits.value(text("99999999"))).isEqualTo(EightDigits.RANGE - 1);
    }

    @Test
    void everyNumberIsRead() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            int number = random.nextInt((int) EightDigits.RANGE);
            long text = text("%08d".formatted(number));

            assertThat(EightDigits.areDigits(text)).isTrue();
            assertThat(EightDigits.value(text)).isEqualTo(number);
        }
    }

    @Test
    void oneByteThatIsNoDigitIsNoticedWhereverItIs() {
        for (int place = 0; place < 8; place++) {
            for (int character = 0; character < 256; character++) {
                StringBuilder eight = new StringBuilder("90909090");
                eight.setCharAt(place, (char) character);

                assertThat(EightDigits.areDigits(text(eight.toString())))
                        .as("byte %d at %d", character, place)
                        .isEqualTo(character >= '0' && character <= '9');
            }
        }
    }
}
