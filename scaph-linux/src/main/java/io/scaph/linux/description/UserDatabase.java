package io.scaph.linux.description;

import com.sun.jna.Pointer;
import io.scaph.api.internal.text.KernelText;
import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeMemory;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The users of the system, from all its configured sources: {@code /etc/passwd}, SSSD, LDAP (getpwuid_r(3)). A call may wait
 * for a server. Refers to JNA: throws a {@link LinkageError} where it can't be loaded.
 */
public final class UserDatabase {
    private static final int ERANGE = 34;
    private static final int INITIAL = 1 << 12;
    private static final int LARGEST = 1 << 20;
    /** At least the size of struct passwd; its first field is the name. */
    private static final int PASSWD_BYTES = 256;

    private UserDatabase() {}

    /** The name of a user; empty if the user is unknown. */
    public static Optional<String> name(long uid) {
        ByteBuffer passwd = NativeMemory.allocate(PASSWD_BYTES);
        ByteBuffer result = NativeMemory.allocate(Long.BYTES);
        for (int size = INITIAL; size <= LARGEST; size *= 4) {
            ByteBuffer text = NativeMemory.allocate(size);
            long address = NativeMemory.address(text);
            int error = CLibrary.getpwuid_r(
                    (int) uid, NativeMemory.address(passwd), address, size, NativeMemory.address(result));
            if (error == 0 && result.getLong(0) != 0) {
                return Optional.of(name(text, passwd.getLong(0), address));
            }
            if (error != ERANGE) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Usually a part of the buffer passed to the function. */
    private static String name(ByteBuffer text, long name, long address) {
        long from = name - address;
        if (from < 0 || from >= text.capacity()) {
            Pointer elsewhere = new Pointer(name);
            return KernelText.of(elsewhere.getByteArray(0, (int) elsewhere.indexOf(0, (byte) 0)));
        }
        int end = (int) from;
        while (end < text.capacity() && text.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - (int) from];
        text.get((int) from, bytes);
        return KernelText.of(bytes);
    }
}
