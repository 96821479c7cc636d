package io.scaph.linux.jna;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whether native code can be called in this JVM. Does not refer to JNA itself. */
public final class NativeCode {
    /** Why native code can't be called; null while no reason is known. A class that failed to load fails differently later. */
    private static volatile @Nullable String broken;

    private NativeCode() {}

    /**
     * Loads the functions of {@link CLibrary}, unless they are loaded already.
     *
     * @throws IOException if JNA can't be used; the message is the reason, in one line
     */
    public static void load() throws IOException {
        if (broken != null) {
            throw new IOException(broken);
        }
        try {
            // Any use loads the class.
            CLibrary.orErrno(0);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Error | RuntimeException e) {
            // No directory to unpack it, native access denied, another version: these cause many kinds of errors.
            String reason = e instanceof NoClassDefFoundError
                    ? "JNA is not there (add net.java.dev.jna:jna-jpms, and on a module path --add-modules com.sun.jna)"
                    : "JNA can't load its native part (" + firstLine(e) + ")";
            broken = reason;
            throw new IOException(reason, e);
        }
    }

    private static String firstLine(Throwable e) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        return text.lines().findFirst().orElse(text).strip();
    }

    /**
     * Finds the number of a system call that has no function in the C library, or not in every C library.
     *
     * @param name its name
     * @param x86 its number in arch/x86/entry/syscalls/syscall_64.tbl
     * @param others its number in include/uapi/asm-generic/unistd.h
     * @return its number on this machine
     * @throws IOException if it is unknown; the message is the reason
     */
    public static long systemCall(String name, int x86, int others) throws IOException {
        return systemCall(name, x86, others, System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static long systemCall(String name, int x86, int others, String system, String architecture) throws IOException {
        if (!system.equals("Linux")) {
            throw new IOException("this is " + system);
        }
        return switch (architecture) {
            case "amd64", "x86_64" -> x86;
            case "aarch64", "riscv64" -> others;
            default ->
                throw new IOException("the number of " + name + " is not known for " + architecture + " machines");
        };
    }
}
