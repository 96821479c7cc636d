package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A text for people: one line, and something in it. */
final class Line {
    private Line() {}

    static void require(String what, String text) {
        assertNotNull(text, () -> what + " is null");
        assertFalse(text.isBlank(), () -> what + " is empty");
        assertTrue(text.codePoints().noneMatch(Character::isISOControl), () -> what + " is not one line: " + text);
    }
}
