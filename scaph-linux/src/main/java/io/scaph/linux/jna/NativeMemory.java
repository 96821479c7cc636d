package io.scaph.linux.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory for native calls. Refers to JNA: throws a {@link LinkageError} where it can't be loaded. */
public final class NativeMemory {
    private NativeMemory() {}

    /**
     * Allocates memory, for example for a C structure.
     *
     * @param bytes its size
     * @return memory that is all zero, in the byte order of this machine
     */
    public static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /**
     * Returns where a direct buffer begins.
     *
     * @param direct the buffer
     * @return the address, valid for as long as the buffer is reachable
     */
    public static long address(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }
}
