package io.scaph.linux.counterfile;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Keeps interrupts of the reading thread away from a file channel, as the JDK itself does for the streams of
 * {@code Files.newInputStream}: one that can be interrupted takes and gives back four locks for each reading, some 40 ns,
 * and is closed by an interrupt. Works only where the application opens the package to us
 * ({@code --add-opens java.base/sun.nio.ch=...}), as the launcher of scaph does; elsewhere channels stay as they are.
 */
final class Interrupts {
    private static final String CHANNEL = "sun.nio.ch.FileChannelImpl";
    private static final @Nullable Method SPARE = find();

    private Interrupts() {}

    private static @Nullable Method find() {
        try {
            Method method = Class.forName(CHANNEL).getDeclaredMethod("setUninterruptible");
            return method.trySetAccessible() ? method : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another JDK: nothing depends on it.
            return null;
        }
    }

    /** Makes a channel one that interrupts do not touch, if that can be done here. */
    static void spare(FileChannel channel) {
        if (SPARE != null && SPARE.getDeclaringClass().isInstance(channel)) {
            try {
                SPARE.invoke(channel);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a method that was made accessible can't be called", e);
            }
        }
    }
}
