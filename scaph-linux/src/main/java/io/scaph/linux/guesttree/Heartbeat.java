package io.scaph.linux.guesttree;

/**
 * A number that shows a reader in a virtual machine that its host has measured again, so that a counter that stands still
 * means 0 W and not silence. It has a file of its own next to {@code energy_uj}, since Scaphandre reads only that one.
 *
 * <p>The host makes it odd, writes all counters, then makes it even, and so on: a reader that finds the same even number
 * before and after has counters that were written whole and at one time. It stands still if the host does not know the
 * machine's energy, or has stopped writing. A host that starts to write begins a new session, because the energy since the last
 * session is unknown. Clocks are not compared, since those of host and guest differ.
 */
public final class Heartbeat {
    /** The file's name, in the zone's directory. */
    public static final String FILE = "scaph_heartbeat";

    /** Numbers of a session: 79 years at one a second, written as two. */
    private static final long NUMBERS = 5_000_000_000L;

    private static final long LAST_SESSION = Long.MAX_VALUE / NUMBERS - 1;

    private Heartbeat() {}

    /**
     * Begins a session.
     *
     * @param last the number that the file holds, 0 if it is new
     * @return an odd number: the counters are about to be written
     */
    public static long beginSession(long last) {
        return (session(last) % LAST_SESSION + 1) * NUMBERS + 1;
    }

    /**
     * The next number.
     *
     * @param number the last one
     * @return it, odd if that was even and even if it was odd
     */
    public static long next(long number) {
        return number + 1;
    }

    /**
     * Whether the counters are being written.
     *
     * @param number the number
     * @return true if it is odd
     */
    public static boolean isWriting(long number) {
        return (number & 1) != 0;
    }

    /**
     * Which session a number belongs to.
     *
     * @param number the number, not negative
     * @return the session
     */
    public static long session(long number) {
        return number / NUMBERS;
    }
}
