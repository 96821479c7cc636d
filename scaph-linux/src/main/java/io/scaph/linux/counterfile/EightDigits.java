package io.scaph.linux.counterfile;

/**
 * Eight decimal digits in one long, the first in its lowest byte, computed side by side. One access to a direct buffer
 * costs as much as the arithmetic, and {@code scaph} runs without the compiler that would take the checks out of a loop.
 */
final class EightDigits {
    /** One more than the largest value. */
    static final long RANGE = 100_000_000;

    private EightDigits() {}

    /** Whether each byte is from '0' (0x30) to '9' (0x39): its high half is 3, and still is when 6 is added. */
    static boolean areDigits(long text) {
        return (text & (text + 0x0606060606060606L) & 0xF0F0F0F0F0F0F0F0L) == 0x3030303030303030L;
    }

    /** Neighbours are joined: digits to pairs, pairs to fours, fours to eight; the first of two counts more. */
    static long value(long text) {
        long digits = text & 0x0F0F0F0F0F0F0F0FL;
        long pairs = (digits * 10 + (digits >>> 8)) & 0x00FF00FF00FF00FFL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
        return (fours * 10_000 + (fours >>> 32)) & 0xFFFFFFFFL;
    }
}
