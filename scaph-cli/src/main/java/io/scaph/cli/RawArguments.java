package io.scaph.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of this process as raw bytes. The JVM decodes its arguments by the locale and loses characters that the locale
 * does not have, such as all characters beyond ASCII under {@code LC_ALL=C}; the kernel keeps the bytes.
 */
final class RawArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private RawArguments() {}

    /**
     * Returns the bytes of each argument.
     *
     * @param arguments the arguments as the JVM decoded them
     * @return one byte array for each argument; the arguments in UTF-8 where the kernel's record can't be read or is of other
     *     arguments
     */
    static List<byte[]> of(String[] arguments) {
        try {
            return of(arguments, Files.readAllBytes(COMMAND_LINE));
        } catch (IOException e) {
            return encoded(arguments);
        }
    }

    /** The same, of a given record: the options of the JVM, then the arguments, each ended by a zero. */
    static List<byte[]> of(String[] arguments, byte[] commandLine) {
        List<byte[]> words = words(commandLine);
        if (words.size() < arguments.length) {
            return encoded(arguments);
        }
        List<byte[]> last = words.subList(words.size() - arguments.length, words.size());
        for (int i = 0; i < arguments.length; i++) {
            if (!agree(last.get(i), arguments[i])) {
                return encoded(arguments);
            }
        }
        return List.copyOf(last);
    }

    private static List<byte[]> words(byte[] commandLine) {
        List<byte[]> words = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                words.add(Arrays.copyOfRange(commandLine, begin, i));
                begin = i + 1;
            }
        }
        return words;
    }

    /** All charsets of locales agree on ASCII; the meaning of other bytes is unknown. */
    private static boolean agree(byte[] word, String argument) {
        for (byte each : word) {
            if (each < 0) {
                return true;
            }
        }
        return argument.equals(new String(word, StandardCharsets.US_ASCII));
    }

    private static List<byte[]> encoded(String[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
