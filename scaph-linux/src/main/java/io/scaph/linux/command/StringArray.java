package io.scaph.linux.command;

import io.scaph.api.internal.text.KernelText;
import io.scaph.linux.jna.NativeMemory;
import java.nio.ByteBuffer;
import java.util.List;

/** Texts in the raw form of {@link KernelText} in native memory, as execve(2) takes them: an array of pointers, then null. */
final class StringArray {
    private final ByteBuffer memory;
    private final long address;

    StringArray(List<String> texts) {
        List<byte[]> strings = texts.stream().map(KernelText::rawBytes).toList();
        int at = (strings.size() + 1) * Long.BYTES;
        int size = at;
        for (byte[] string : strings) {
            size = Math.addExact(size, string.length + 1);
        }
        memory = NativeMemory.allocate(size);
        address = NativeMemory.address(memory);
        for (byte[] string : strings) {
            memory.putLong(address + at);
            memory.put(at, string);
            at += string.length + 1;
        }
    }

    /** The address of the array, valid for as long as this object is reachable. */
    long address() {
        return address;
    }

    /** The address of its first string. */
    long first() {
        return memory.getLong(0);
    }
}
