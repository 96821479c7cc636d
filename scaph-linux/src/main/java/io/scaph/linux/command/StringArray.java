package io.scaph.linux.command;

import io.scaph.linux.jna.NativeMemory;
import java.nio.ByteBuffer;
import java.util.List;

/** Byte strings in native memory, as execve(2) takes them: an array of pointers that ends with null. */
final class StringArray {
    private final ByteBuffer memory;
    private final long address;

    StringArray(List<byte[]> strings) {
        int pointers = (strings.size() + 1) * Long.BYTES;
        int size = pointers;
        for (byte[] string : strings) {
            size = Math.addExact(size, string.length + 1);
        }
        memory = NativeMemory.allocate(size);
        address = NativeMemory.address(memory);
        int at = pointers;
        for (int i = 0; i < strings.size(); i++) {
            byte[] string = strings.get(i);
            memory.putLong(i * Long.BYTES, address + at);
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
