package io.scaph.sensor.gpu.internal.nvml;

import com.sun.jna.Function;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One function of NVML, which may be missing: drivers differ by ten years. Refers to JNA. */
final class NvmlCall {
    // nvmlReturn_t of nvml.h.
    static final int SUCCESS = 0;
    static final int NOT_SUPPORTED = 3;
    static final int NOT_FOUND = 6;
    static final int INSUFFICIENT_SIZE = 7;
    static final int FUNCTION_NOT_FOUND = 13;

    private final NvmlLibrary library;
    private final String name;
    private final @Nullable Function function;

    NvmlCall(NvmlLibrary library, String name, @Nullable Function function) {
        this.library = library;
        this.name = name;
        this.function = function;
    }

    /**
     * Calls the function.
     *
     * @param arguments its arguments
     * @return an {@code nvmlReturn_t}
     */
    int tryCall(@Nullable Object[] arguments) {
        return function == null ? FUNCTION_NOT_FOUND : function.invokeInt(arguments);
    }

    /**
     * Calls the function and requires success.
     *
     * @param arguments its arguments
     * @throws IOException if it fails; the message names function and reason
     */
    void call(@Nullable Object[] arguments) throws IOException {
        int code = tryCall(arguments);
        if (code != SUCCESS) {
            throw failure(code);
        }
    }

    IOException failure(int code) {
        return new IOException(name + ": " + library.reason(code));
    }
}
