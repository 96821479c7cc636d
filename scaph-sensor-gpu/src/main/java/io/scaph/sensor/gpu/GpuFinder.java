package io.scaph.sensor.gpu;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.spi.HostRoots;
import io.scaph.sensor.gpu.internal.drm.CardFinder;
import io.scaph.sensor.gpu.internal.energy.Findings;
import io.scaph.sensor.gpu.internal.energy.ProfileOptions;
import io.scaph.sensor.gpu.internal.nvml.Nvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks for GPUs in all ways that there are. */
final class GpuFinder {
    /** To initialise eight GPUs that nobody uses takes about ten seconds; a GPU that is lost may take for ever. */
    private static final long NVML_PATIENCE_SECONDS = 30;

    /** The inode number of the first pid namespace: PROC_PID_INIT_INO of include/linux/proc_ns.h. */
    private static final String FIRST_PID_NAMESPACE = "pid:[" + 0xEFFFFFFCL + "]";

    private static final List<Path> DEVICES = List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

    private final HostRoots roots;
    private final Optional<Path> library;
    private final ProfileOptions profile;

    GpuFinder(HostRoots roots, Optional<Path> library, ProfileOptions profile) {
        this.roots = roots;
        this.library = library;
        this.profile = profile;
    }

    /**
     * What was found.
     *
     * @param gpus the GPUs; the caller opens them or releases them
     * @param noNvml why NVML can't be used; empty if it can
     */
    record Found(Findings gpus, Optional<String> noNvml) {}

    Found find() {
        Findings findings = new Findings();
        Optional<String> noNvml = Optional.empty();
        if (library.isPresent() || hasNvidiaDriver()) {
            try {
                findings.addAll(nvml());
            } catch (IOException e) {
                noNvml = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        new CardFinder(roots.sysfs(), profile, noNvml).find(findings);
        return new Found(findings, noNvml);
    }

    /**
     * Whether NVIDIA's driver is loaded. Where it is not, NVML is not touched: to load native code takes time, and a
     * {@code /sys} of another machine says nothing of this one's library.
     */
    private boolean hasNvidiaDriver() {
        Path sysfs = roots.sysfs();
        return Files.isDirectory(sysfs.resolve("bus/pci/drivers/nvidia"))
                || Files.isDirectory(sysfs.resolve("module/nvidia"))
                // Sandboxes without the host's sysfs, and WSL.
                || (roots.equals(HostRoots.STANDARD) && DEVICES.stream().anyMatch(Files::exists));
    }

    /**
     * Whether the pids that a driver tells are those that this program sees. Drivers count by the first pid namespace; in a
     * container of its own the same numbers are other processes, or nobody.
     */
    boolean pidsAreOurs() {
        try {
            Path namespace = roots.procfs().resolve("self/ns/pid");
            return Files.readSymbolicLink(namespace).toString().equals(FIRST_PID_NAMESPACE);
        } catch (IOException e) {
            return false;
        }
    }

    private Findings nvml() throws IOException {
        CompletableFuture<Findings> answer = new CompletableFuture<>();
        BackgroundThreads.start("scaph-nvml", () -> askNvml(answer));
        try {
            return answer.get(NVML_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException reason
                    ? reason
                    : new IOException("NVML failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new IOException("NVML has not answered for " + NVML_PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while NVML was asked", e);
        }
    }

    private void askNvml(CompletableFuture<Findings> answer) {
        Findings findings = new Findings();
        try {
            Nvml.find(library, profile, pidsAreOurs(), findings);
            if (!answer.complete(findings)) {
                findings.release();
            }
        } catch (IOException | RuntimeException | Error e) {
            findings.release();
            answer.completeExceptionally(e);
        }
    }
}
