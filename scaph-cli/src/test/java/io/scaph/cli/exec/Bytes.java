package io.scaph.cli.exec;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes in the notation of {@code starter.c}. */
final class Bytes {
    private Bytes() {}

    static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** All that an argument can hold. */
    static byte[] all() {
        byte[] bytes = new byte[255];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }
}
