package io.scaph.exporter.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The text of a number in a file that readers hold open and that is overwritten in place: digits and then line ends, always of
 * one length. If the file grew, a reader could see the new digits with the old end, which is another number (Linux moves the
 * end of a file after it has copied the data: {@code generic_write_end} in {@code fs/buffer.c}, {@code shmem_write_end} in
 * {@code mm/shmem.c}; and most file systems read without the lock of writers). Line ends, because the kernel's own files have
 * one, so that all readers accept them. No leading zeros: C's {@code strtoull} as used by libpowercap, and shells, would take
 * the number for an octal one.
 */
final class NumberText {
    /** The most digits of a long, and a line end. */
    static final int LENGTH = 20;

    /** More than any program writes there. */
    static final int LONGEST_READ = 64;

    /** Half of what fits, so that no sum overflows in 10,000 years. */
    private static final long LARGEST = Long.MAX_VALUE / 2;

    private NumberText() {}

    /** The text of a number that is not negative. */
    static ByteBuffer of(long number) {
        String text = (number + "\n".repeat(LENGTH)).substring(0, LENGTH);
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Parses a number.
     *
     * @param text digits and white space; empty if Scaphandre was stopped between truncating and writing
     * @return the number; empty if the text is empty
     * @throws IOException if it is something else, or too large to continue from
     */
    static OptionalLong parse(byte[] text) throws IOException {
        String digits = new String(text, StandardCharsets.ISO_8859_1).strip();
        if (digits.isEmpty()) {
            return OptionalLong.empty();
        }
        if (text.length > LONGEST_READ || !digits.matches("[0-9]{1,19}")) {
            throw new IOException("it contains no whole number, so it is left alone");
        }
        // Below 0 if it is larger than a long.
        long number = Long.parseUnsignedLong(digits);
        if (number < 0 || number > LARGEST) {
            throw new IOException("its number is too large to continue from, so it is left alone");
        }
        return OptionalLong.of(number);
    }
}
