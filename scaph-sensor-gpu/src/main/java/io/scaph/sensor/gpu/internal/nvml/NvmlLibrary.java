package io.scaph.sensor.gpu.internal.nvml;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * NVML, loaded and initialised. NVML counts its initialisations, so other code in this process may use it as well. Safe for
 * use by several threads, as NVML is. Refers to JNA: its first use loads native code, and throws a {@link LinkageError} if
 * that is impossible.
 */
final class NvmlLibrary {
    /** NVML_INIT_FLAG_NO_GPUS of nvml.h: a machine without a GPU is not an error. */
    private static final int NO_GPUS = 1;

    private final NativeLibrary library;
    private final @Nullable Function errorString;
    /** One for each device in use, and one for the caller of open. */
    private final AtomicInteger users = new AtomicInteger(1);

    private NvmlLibrary(NativeLibrary library) {
        this.library = library;
        errorString = function("nvmlErrorString");
    }

    /**
     * Loads and initialises NVML.
     *
     * @param names names or paths of the library; the first that can be loaded is used
     * @return the library; {@link #release()} it
     * @throws IOException if none can be loaded or initialised; one line
     */
    static NvmlLibrary open(List<String> names) throws IOException {
        List<String> reasons = new ArrayList<>();
        for (String name : names) {
            try {
                NvmlLibrary nvml = new NvmlLibrary(NativeLibrary.getInstance(name));
                nvml.initialise();
                return nvml;
            } catch (UnsatisfiedLinkError e) {
                reasons.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(name));
            }
        }
        throw new IOException("NVML can't be loaded: " + reasons.get(0).strip());
    }

    private void initialise() throws IOException {
        NvmlCall tolerant = find("nvmlInitWithFlags");
        int code = tolerant.tryCall(new Object[] {NO_GPUS});
        if (code == NvmlCall.FUNCTION_NOT_FOUND) {
            find("nvmlInit_v2", "nvmlInit").call(new Object[0]);
        } else if (code != NvmlCall.SUCCESS) {
            throw tolerant.failure(code);
        }
    }

    /**
     * Finds a function.
     *
     * @param names its names, newest version first
     * @return the first that exists, or one whose calls report that it is missing
     */
    NvmlCall find(String... names) {
        for (String name : names) {
            Function function = function(name);
            if (function != null) {
                return new NvmlCall(this, name, function);
            }
        }
        return new NvmlCall(this, names[0], null);
    }

    private @Nullable Function function(String name) {
        try {
            return library.getFunction(name);
        } catch (UnsatisfiedLinkError e) {
            return null;
        }
    }

    /** An {@code nvmlReturn_t} as text: "GPU is lost (15)". */
    String reason(int code) {
        if (code == NvmlCall.FUNCTION_NOT_FOUND || errorString == null) {
            return code == NvmlCall.FUNCTION_NOT_FOUND ? "this driver does not have it" : "error " + code;
        }
        return errorString.invokeString(new Object[] {code}, false) + " (" + code + ")";
    }

    /** Adds a user. */
    void hold() {
        users.incrementAndGet();
    }

    /** Removes a user; the last one shuts NVML down. */
    void release() {
        if (users.decrementAndGet() == 0) {
            find("nvmlShutdown").tryCall(new Object[0]);
        }
    }
}
