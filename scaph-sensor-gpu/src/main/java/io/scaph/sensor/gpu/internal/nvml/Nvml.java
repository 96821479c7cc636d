package io.scaph.sensor.gpu.internal.nvml;

import io.scaph.sensor.gpu.internal.energy.Findings;
import io.scaph.sensor.gpu.internal.energy.ProfileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The way to NVIDIA's GPUs. Does not refer to JNA, so that it can tell where that is missing. */
public final class Nvml {
    /** Where the driver's library is: by the loader's own search, in containers, on NixOS, under WSL. */
    private static final List<String> NAMES = List.of(
            "libnvidia-ml.so.1",
            "/usr/local/nvidia/lib64/libnvidia-ml.so.1",
            "/run/opengl-driver/lib/libnvidia-ml.so.1",
            "/usr/lib/wsl/lib/libnvidia-ml.so.1");

    private Nvml() {}

    /**
     * Finds the GPUs that NVML knows.
     *
     * @param library the library to load in place of the driver's; empty for that
     * @param profile the power of GPUs that measure nothing
     * @param pidsAreOurs whether the pids that the driver tells are those that this program sees
     * @param findings where to put them
     * @throws IOException if NVML can't be used; one line
     */
    public static void find(Optional<Path> library, ProfileOptions profile, boolean pidsAreOurs, Findings findings)
            throws IOException {
        List<String> names = library.map(path -> List.of(path.toString())).orElse(NAMES);
        try {
            NvmlLibrary nvml = NvmlLibrary.open(names);
            try {
                new NvmlFinder(nvml, profile, pidsAreOurs).find(findings);
            } finally {
                nvml.release();
            }
        } catch (VirtualMachineError e) {
            throw e;
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "NVML takes JNA, which is not there (add net.java.dev.jna:jna-jpms, and on a module path --add-modules com.sun.jna)",
                    e);
        } catch (Error | RuntimeException e) {
            // No place to unpack it, native access denied, another version: by many kinds of errors.
            String text = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new IOException(
                    "NVML can't be called: "
                            + text.lines().findFirst().orElse(text).strip(),
                    e);
        }
    }
}
