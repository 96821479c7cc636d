package io.scaph.linux.jvm;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a thread of HotSpot is for, by the name that the JVM gives it. Linux keeps 15 bytes of a name: the first 15, or in some
 * JVM releases the first 7 and the last 6 with two dots between them ({@code os::set_native_thread_name} of os_linux.cpp).
 * Names as seen on JDK 17 and 25 with every collector.
 */
enum JvmThreadKind {
    /** Collects garbage; string deduplication is a part of it. */
    GC("GC Thread#|G1 |[XZ](Worker|Driver|Director|Unmapper|Uncommitter|Stat)|Shenand|StringD"),
    /** Compiles. */
    JIT("C[12] Comp"),
    /** Runs operations that stop all threads; with the serial collector also the collections. */
    VM_OPERATIONS("VM Thread"),
    /** All other threads of the JVM itself. */
    RUNTIME("VM Peri|Service Thread|Monitor( Defl|\\.\\.)|Sweeper thread|RuntimeWorker#|AsyncLo"),
    /** Java threads, and native threads that the JVM did not create. */
    APPLICATION("(?!)");

    private static final int LONGEST = 15;
    private static final int LEFT = 7;
    private static final int RIGHT = 6;

    private final Pattern beginning;

    JvmThreadKind(String beginning) {
        this.beginning = Pattern.compile(beginning);
    }

    /**
     * Finds what a thread with this name is for, if it is one of the JVM's own.
     *
     * @param name its name in the kernel, each byte as a character
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
     * @param javaName its name in Java
     * @param name a name in the kernel, each byte as a character
     * @return true if the names may belong to the same thread
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
