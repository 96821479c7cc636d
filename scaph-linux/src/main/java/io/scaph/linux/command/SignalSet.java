package io.scaph.linux.command;

import io.scaph.linux.jna.NativeMemory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A set of signals, as {@code /proc/PID/status} shows one: bit 0 is signal 1.
 *
 * @param bits the bits
 */
public record SignalSet(long bits) {
    /** The highest number of a signal on Linux. */
    private static final int LAST = 64;

    /** sigset_t of glibc; that of the kernel has 8 bytes. */
    private static final int NATIVE_BYTES = 128;

    /** No signal. */
    public static final SignalSet NONE = new SignalSet(0);

    /** The set of some signals. */
    static SignalSet of(int... signals) {
        return new SignalSet(IntStream.of(signals).mapToLong(SignalSet::bit).reduce(0, (set, bit) -> set | bit));
    }

    /** The set of the numbers in a list such as {@code 1,2,15}. */
    static SignalSet ofList(String numbers) {
        return of(Stream.of(numbers.split(",", -1))
                .mapToInt(number -> Integer.parseInt(number.strip()))
                .toArray());
    }

    /**
     * Returns the set that a line of {@code status} shows.
     *
     * @param digits hexadecimal digits
     * @return the set
     */
    public static SignalSet ofHex(String digits) {
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
     * @param signal its number, from 1 to 64
     * @return whether it is
     */
    public boolean contains(int signal) {
        return (bits & bit(signal)) != 0;
    }

    /**
     * Returns whether the set is empty.
     *
     * @return whether it is
     */
    public boolean isEmpty() {
        return bits == 0;
    }

    /** The set in native memory, for calls that take a sigset_t. */
    ByteBuffer toMemory() {
        return NativeMemory.allocate(NATIVE_BYTES).putLong(0, bits);
    }

    /**
     * Returns the set without the signals of another one.
     *
     * @param other the signals to leave out
     * @return the others
     */
    public SignalSet without(SignalSet other) {
        return new SignalSet(bits & ~other.bits);
    }

    SignalSet complement() {
        return new SignalSet(~bits);
    }

    /**
     * Returns the numbers of the signals.
     *
     * @return the numbers in ascending order
     */
    public List<Integer> numbers() {
        return IntStream.rangeClosed(1, LAST).filter(this::contains).boxed().toList();
    }
}
