package io.scaph.linux.jvm;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a thread of HotSpot is for, by the name that the JVM gives it. Linux keeps 15 bytes of a name, from the left, or as
 * some releases have it 7 from the left and 6 from the right with two dots between them ({@code os::set_native_thread_name}
 * of os_linux.cpp). Names as seen on JDK 17 and 25 with every collector.
 */
enum JvmThreadKind {
    /** Collects garbage; string deduplication is a part of it. */
    GC("GC Thread#|G1 |[XZ](Worker|Driver|Director|Unmapper|Uncommitter|Stat)|Shenand|StringD"),
    /** Compiles. */
    JIT("C[12] Comp"),
    /** Runs what stops all threads; with the serial collector the collections as well. */
    VM_OPERATIONS("VM Thread"),
    /** Everything else of the JVM's own. */
    RUNTIME("VM Peri|Service Thread|Monitor( Defl|\\.\\.)|Sweeper thread|RuntimeWorker#|AsyncLo"),
    /** Java threads, and native ones that the JVM did not make. */
    APPLICATION("(?!)");

    private static final int LONGEST = 15;
    private static final int LEFT = 7;
    private static final int RIGHT = 6;

    private final Pattern beginning;

    JvmThreadKind(String beginning) {
        this.beginning = Pattern.compile(beginning);
    }

    /**
     * What a thread of this name is for, if it is one of the JVM's own.
     *
     * @param name its name as the kernel has it, each byte as a character
     * @return its kind; {@link #APPLICATION} if it has another name
     */
    static JvmThreadKind of(String name) {
        for (JvmThreadKind kind : values()) {
            if (kind.beginning.matcher(name).lookingAt()) {
                return kind;
            }
        }
        return APPLICATION;
    }

    /**
     * Whether a Java thread may have this name in the kernel.
     *
     * @param javaName what Java calls it
     * @param name a name as the kernel has it, each byte as a character
     * @return true if it may be one
     */
    static boolean mayBe(String javaName, String name) {
        // Bytes, each as a character.
        String bytes = new String(javaName.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int length = bytes.length();
        return length <= LONGEST
                ? name.equals(bytes)
                : name.equals(bytes.substring(0, LONGEST))
                        || name.equals(bytes.substring(0, LEFT) + ".." + bytes.substring(length - RIGHT));
    }
}
