package io.scaph.linux.counterfile;

/**
 * A number that shows a reader in a virtual machine that its host has measured again, so that an unchanged counter means 0 W
 * and not silence. It has its own file next to {@code energy_uj}, since Scaphandre reads only that file.
 *
 * <p>The host makes it odd, writes all counters, then makes it even, and so on. A reader that finds the same even number before
 * and after has counters that were written completely and at one time. The number stays the same if the host does not know
 * the machine's energy, or has stopped writing. A host that starts to write starts a new session, because the energy since
 * the last session is unknown. Clocks are not compared, since those of host and guest differ.
 */
public final class Heartbeat {
    /** The file's name, in the zone's directory. */
    public static final String FILE = "scaph_heartbeat";

    /** The numbers of a session: 79 years at one measurement a second, which takes two numbers. */
    private static final long NUMBERS = 5_000_000_000L;

    private static final long LAST_SESSION = Long.MAX_VALUE / NUMBERS - 1;

    private Heartbeat() {}

    /**
     * Starts a session.
     *
     * @param last the number in the file, 0 for a new file
     * @return an odd number: the counters are about to be written
     */
    public static long beginSession(long last) {
        return (session(last) % LAST_SESSION + 1) * NUMBERS + 1;
    }

    /**
     * Returns the next number.
     *
     * @param number the last one
     * @return the next number: odd after an even one, even after an odd one
     */
    public static long next(long number) {
        return number + 1;
    }

    /**
     * Returns whether the counters are being written.
     *
     * @param number the number
     * @return true if it is odd
     */
    public static boolean isWriting(long number) {
        return (number & 1) != 0;
    }

    /**
     * Returns the session of a number.
     *
     * @param number the number, not negative
     * @return the session
     */
    public static long session(long number) {
        return number / NUMBERS;
    }
}
