package io.scaph.linux.command;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A set of signals, as {@code /proc/PID/status} shows one: bit 0 is signal 1.
 *
 * @param bits the bits
 */
public record SignalSet(long bits) {
    /** The highest number of a signal on Linux. */
    static final int LAST = 64;

    /** No signal. */
    public static final SignalSet NONE = new SignalSet(0);

    /** The set of the numbers in a list such as {@code 1,2,15}. */
    static SignalSet ofList(String numbers) {
        long bits = 0;
        for (String number : numbers.split(",", -1)) {
            bits |= bit(Integer.parseInt(number.strip()));
        }
        return new SignalSet(bits);
    }

    /** The set that a line of {@code status} shows in hexadecimal digits. */
    static SignalSet ofHex(String digits) {
        return new SignalSet(Long.parseUnsignedLong(digits.strip(), 16));
    }

    private static long bit(int signal) {
        if (signal < 1 || signal > LAST) {
            throw new IllegalArgumentException("there is no signal " + signal);
        }
        return 1L << (signal - 1);
    }

    /**
     * Returns whether a signal is in the set.
     *
     * @param signal its number
     * @return whether it is
     */
    public boolean contains(int signal) {
        return signal >= 1 && signal <= LAST && (bits & bit(signal)) != 0;
    }

    /**
     * Returns whether the set is empty.
     *
     * @return whether it is
     */
    public boolean isEmpty() {
        return bits == 0;
    }

    SignalSet without(SignalSet other) {
        return new SignalSet(bits & ~other.bits);
    }

    SignalSet complement() {
        return new SignalSet(~bits);
    }

    /** The numbers in ascending order. */
    List<Integer> numbers() {
        return IntStream.rangeClosed(1, LAST).filter(this::contains).boxed().toList();
    }
}
