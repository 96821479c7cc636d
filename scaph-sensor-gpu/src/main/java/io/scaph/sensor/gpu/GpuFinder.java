package io.scaph.sensor.gpu;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.spi.HostRoots;
import io.scaph.sensor.gpu.internal.drm.CardProbe;
import io.scaph.sensor.gpu.internal.energy.FoundGpus;
import io.scaph.sensor.gpu.internal.energy.PowerProfiles;
import io.scaph.sensor.gpu.internal.nvml.NvmlFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the GPUs of a machine by NVML and in sysfs. */
final class GpuFinder {
    /** Initialising eight idle GPUs takes about ten seconds; a lost GPU may never reply. */
    private static final long NVML_TIMEOUT_SECONDS = 30;

    /** The inode number of the first pid namespace: PROC_PID_INIT_INO of include/linux/proc_ns.h. */
    private static final String FIRST_PID_NAMESPACE = "pid:[" + 0xEFFFFFFCL + "]";

    private static final List<Path> DEVICES = List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

    private final HostRoots roots;
    private final Optional<Path> library;
    private final PowerProfiles profiles;

    GpuFinder(HostRoots roots, Optional<Path> library, PowerProfiles profiles) {
        this.roots = roots;
        this.library = library;
        this.profiles = profiles;
    }

    /**
     * The result of a search.
     *
     * @param gpus the GPUs; the caller opens or releases them
     * @param noNvml why NVML can't be used; empty if it can
     */
    record SearchResult(FoundGpus gpus, Optional<String> noNvml) {}

    SearchResult find() {
        FoundGpus found = new FoundGpus();
        Optional<String> noNvml = Optional.empty();
        if (library.isPresent() || hasNvidiaDriver()) {
            try {
                found.addAll(findByNvml());
            } catch (IOException e) {
                noNvml = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        CardProbe.addAll(roots.sysfs(), profiles, noNvml, found);
        return new SearchResult(found, noNvml);
    }

    /**
     * Whether NVIDIA's driver is loaded. Without it NVML is not loaded: loading native code takes time, and the library of
     * this machine has nothing to do with a {@code /sys} of another machine.
     */
    private boolean hasNvidiaDriver() {
        Path sysfs = roots.sysfs();
        return Files.isDirectory(sysfs.resolve("bus/pci/drivers/nvidia"))
                || Files.isDirectory(sysfs.resolve("module/nvidia"))
                // For sandboxes without the host's sysfs, and for WSL.
                || (roots.equals(HostRoots.STANDARD) && DEVICES.stream().anyMatch(Files::exists));
    }

    /**
     * Whether a driver reports pids of this process's pid namespace. Drivers use the first pid namespace; in a container with
     * another namespace, the same numbers are other processes or unused.
     */
    boolean pidsAreOurs() {
        try {
            Path namespace = roots.procfs().resolve("self/ns/pid");
            return Files.readSymbolicLink(namespace).toString().equals(FIRST_PID_NAMESPACE);
        } catch (IOException e) {
            return false;
        }
    }

    private FoundGpus findByNvml() throws IOException {
        CompletableFuture<FoundGpus> result = new CompletableFuture<>();
        BackgroundThreads.start("scaph-nvml", () -> findByNvml(result));
        try {
            return result.get(NVML_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException reason
                    ? reason
                    : new IOException("NVML failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            result.cancel(false);
            throw new IOException("NVML has not replied for " + NVML_TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during the search by NVML", e);
        }
    }

    private void findByNvml(CompletableFuture<FoundGpus> result) {
        FoundGpus found = new FoundGpus();
        try {
            NvmlFinder.addAll(library, profiles, pidsAreOurs(), found);
            if (!result.complete(found)) {
                found.release();
            }
        } catch (IOException | RuntimeException | Error e) {
            found.release();
            result.completeExceptionally(e);
        }
    }
}
