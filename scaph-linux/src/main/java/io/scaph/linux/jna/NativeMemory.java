package io.scaph.linux.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.scaph.api.internal.text.KernelText;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.LongUnaryOperator;

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
     * Allocates an array of texts as execve(2) takes it: pointers, then null.
     *
     * @param texts texts in the raw form of {@link KernelText}
     * @return the memory; the texts follow the array in it
     */
    public static ByteBuffer strings(List<String> texts) {
        List<byte[]> strings = texts.stream().map(KernelText::rawBytes).toList();
        int at = (strings.size() + 1) * Long.BYTES;
        ByteBuffer memory =
                allocate(strings.stream().mapToInt(string -> string.length + 1).reduce(at, Math::addExact));
        long address = address(memory);
        for (byte[] string : strings) {
            memory.putLong(address + at);
            memory.put(at, string);
            at += string.length + 1;
        }
        return memory;
    }

    /**
     * Calls a function with a text, which stays reachable until it returns.
     *
     * @param text a text in the raw form of {@link KernelText}
     * @param call takes the address of the text, which ends with a zero
     * @return what the function returns
     */
    public static long callWith(String text, LongUnaryOperator call) {
        ByteBuffer memory = strings(List.of(text));
        try {
            return call.applyAsLong(memory.getLong(0));
        } finally {
            Reference.reachabilityFence(memory);
        }
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
