package io.scaph.exporter.prometheus.internal.access;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.spec.InvalidKeySpecException;

/** The elements of DER that private keys consist of: one byte of tag, the length, the content (ITU-T X.690). */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    /** The tag of an element that is marked {@code [0]}. */
    static final int FIRST_CHOICE = 0xa0;

    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private Der() {}

    /** Returns an element that consists of the given parts. */
    static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (length < LONG_FORM) {
            element.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
            element.write(LONG_FORM | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                element.write(length >>> (Byte.SIZE * i));
            }
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    /**
     * Reads the next element and returns its content.
     *
     * @throws InvalidKeySpecException if the next element has another tag, or is not whole
     */
    static ByteBuffer next(ByteBuffer in, int tag) throws InvalidKeySpecException {
        try {
            int found = in.get() & 0xff;
            int length = in.get() & 0xff;
            if (length >= LONG_FORM) {
                int bytes = length - LONG_FORM;
                length = bytes > MOST_LENGTH_BYTES ? -1 : 0;
                for (int i = 0; i < bytes && length >= 0; i++) {
                    length = (length << Byte.SIZE) | (in.get() & 0xff);
                }
            }
            if (found != tag || length < 0 || length > in.remaining()) {
                throw new InvalidKeySpecException("it has an unexpected element");
            }
            ByteBuffer content = in.slice(in.position(), length);
            in.position(in.position() + length);
            return content;
        } catch (BufferUnderflowException e) {
            throw new InvalidKeySpecException("it ends early", e);
        }
    }

    /** Whether the next element has this tag. */
    static boolean isNext(ByteBuffer in, int tag) {
        return in.hasRemaining() && (in.get(in.position()) & 0xff) == tag;
    }
}
