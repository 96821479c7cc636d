package io.scaph.cli;

import io.scaph.api.internal.text.KernelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arguments of this process in the raw form of {@link KernelText}. The JVM decodes its arguments by the locale and loses
 * characters that the locale does not have, such as all characters beyond ASCII under {@code LC_ALL=C}; the kernel keeps the
 * bytes.
 */
final class RawArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final int MOST_ASCII = 0x7F;

    private RawArguments() {}

    /**
     * Returns the arguments as the kernel has them.
     *
     * @param arguments the arguments as the JVM decoded them
     * @return the raw form of each; as decoded where the kernel's record can't be read or is of other arguments
     */
    static String[] of(String[] arguments) {
        try {
            return of(arguments, Files.readAllBytes(COMMAND_LINE));
        } catch (IOException e) {
            return arguments;
        }
    }

    /** The same, of a given record: the options of the JVM, then the arguments, each ended by a zero. */
    static String[] of(String[] arguments, byte[] commandLine) {
        String[] words = KernelText.raw(commandLine).split("\0", -1);
        int end = words.length - 1;
        if (end < arguments.length) {
            return arguments;
        }
        String[] last = Arrays.copyOfRange(words, end - arguments.length, end);
        for (int i = 0; i < last.length; i++) {
            if (!agree(last[i], arguments[i])) {
                return arguments;
            }
        }
        return last;
    }

    /** All charsets of locales agree on ASCII; the meaning of other bytes is unknown. */
    private static boolean agree(String word, String argument) {
        return word.chars().anyMatch(character -> character > MOST_ASCII) || word.equals(argument);
    }
}
