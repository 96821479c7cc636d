package io.scaph.sensor.gpu.internal.nvml;

import io.scaph.sensor.gpu.internal.energy.FoundGpus;
import io.scaph.sensor.gpu.internal.energy.PowerProfiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the GPUs of NVML. Does not refer to JNA, so that it can report that JNA is missing. */
public final class Nvml {
    /** The driver's library: by the loader's own search, in containers, on NixOS, under WSL. */
    private static final List<String> NAMES = List.of(
            "libnvidia-ml.so.1",
            "/usr/local/nvidia/lib64/libnvidia-ml.so.1",
            "/run/opengl-driver/lib/libnvidia-ml.so.1",
            "/usr/lib/wsl/lib/libnvidia-ml.so.1");

    private Nvml() {}

    /**
     * Adds the GPUs of NVML.
     *
     * @param library the library to load instead of the driver's; empty for the driver's
     * @param profiles the power of GPUs that measure nothing
     * @param pidsAreOurs whether the driver reports pids of this process's pid namespace
     * @param found where to add them
     * @throws IOException if NVML can't be used; one line
     */
    public static void find(Optional<Path> library, PowerProfiles profiles, boolean pidsAreOurs, FoundGpus found)
            throws IOException {
        List<String> names = library.map(path -> List.of(path.toString())).orElse(NAMES);
        try {
            NvmlLibrary nvml = NvmlLibrary.open(names);
            try {
                new NvmlFinder(nvml, profiles, pidsAreOurs).find(found);
            } finally {
                nvml.release();
            }
        } catch (VirtualMachineError e) {
            throw e;
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "NVML needs JNA, which is missing (add net.java.dev.jna:jna-jpms, and on a module path --add-modules com.sun.jna)",
                    e);
        } catch (Error | RuntimeException e) {
            // No place to unpack it, native access denied, another version: each is another kind of error.
            String text = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new IOException(
                    "NVML can't be called: "
                            + text.lines().findFirst().orElse(text).strip(),
                    e);
        }
    }
}
