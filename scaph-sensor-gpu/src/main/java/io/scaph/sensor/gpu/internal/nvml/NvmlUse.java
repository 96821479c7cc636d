package io.scaph.sensor.gpu.internal.nvml;

import com.sun.jna.Memory;
import io.scaph.sensor.gpu.internal.energy.BusyTimeSource;
import io.scaph.sensor.gpu.internal.energy.BusyTimes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The processes that an NVIDIA GPU worked for: {@code nvmlDeviceGetProcessUtilization} returns for each process the percentage
 * of the time since the last call in which its kernels ran. Where it is not supported (MIG, old drivers), all of the GPU's
 * busy time belongs to its only process; with several processes it is unknown. Refers to JNA.
 */
final class NvmlUse implements BusyTimeSource {
    // nvmlProcessUtilizationSample_t of nvml.h: unsigned pid; unsigned long long timeStamp; unsigned smUtil, memUtil,
    // encUtil, decUtil, with the alignment of C.
    private static final int SAMPLE_BYTES = 32;
    private static final int SAMPLE_PID = 0;
    private static final int SAMPLE_TIME = 8;
    private static final int SAMPLE_BUSY = 16;

    /** Drivers keep fewer; 128 KiB of memory for each GPU. */
    private static final int MAX_SAMPLES = 4096;

    /** The larger of the layouts of nvmlProcessInfo_t; only the pid at its beginning is read. */
    private static final int INFO_BYTES = 24;

    private static final int MAX_INFOS = 8;

    /** NVML averages over some seconds at most: the next sample does not cover a longer time without samples. */
    private static final long LONGEST_NANOS = 5_000_000_000L;

    private static final long NANOS_PER_PERCENT_SECOND = 100;

    private final NvmlDevice device;
    private final boolean pidsAreOurs;
    private final NvmlCall samples;
    private final NvmlCall compute;
    private final NvmlCall graphics;
    private final Memory count = new Memory(Integer.BYTES);
    private final Memory infos = new Memory((long) MAX_INFOS * INFO_BYTES);
    private final Memory buffer = new Memory((long) MAX_SAMPLES * SAMPLE_BYTES);
    private boolean sampled = true;
    private boolean based;
    private long lastNanos;
    /** The newest sample that was seen, by the driver's clock, in µs. */
    private long lastSeen;

    /**
     * Creates the source of a GPU.
     *
     * @param device the GPU
     * @param pidsAreOurs whether the driver reports pids of this process's pid namespace
     */
    NvmlUse(NvmlDevice device, boolean pidsAreOurs) {
        this.device = device;
        this.pidsAreOurs = pidsAreOurs;
        NvmlLibrary library = device.library();
        samples = library.find("nvmlDeviceGetProcessUtilization");
        compute = library.find(
                "nvmlDeviceGetComputeRunningProcesses_v3",
                "nvmlDeviceGetComputeRunningProcesses_v2",
                "nvmlDeviceGetComputeRunningProcesses");
        graphics = library.find(
                "nvmlDeviceGetGraphicsRunningProcesses_v3",
                "nvmlDeviceGetGraphicsRunningProcesses_v2",
                "nvmlDeviceGetGraphicsRunningProcesses");
    }

    @Override
    public void collect(long nanoTime, BusyTimes busy) {
        if (!based) {
            begin(nanoTime);
            return;
        }
        try {
            if (!sampled) {
                collectOnlyProcess(nanoTime, busy);
                return;
            }
            int code = readSamples();
            switch (code) {
                case NvmlCall.SUCCESS -> collectSamples(nanoTime, busy);
                case NvmlCall.NOT_FOUND -> collectNothing(nanoTime, busy);
                case NvmlCall.NOT_SUPPORTED, NvmlCall.FUNCTION_NOT_FOUND -> {
                    sampled = false;
                    collectOnlyProcess(nanoTime, busy);
                }
                default -> throw samples.failure(code);
            }
        } catch (IOException e) {
            // The processes that it worked for are unknown.
            busy.unknown();
            lastNanos = nanoTime;
        }
    }

    /** The driver would also report the time before the first call, which is skipped here. */
    private void begin(long nanoTime) {
        based = true;
        lastNanos = nanoTime;
        if (readSamples() == NvmlCall.SUCCESS) {
            for (int i = 0; i < samplesRead(); i++) {
                lastSeen = Math.max(lastSeen, buffer.getLong((long) i * SAMPLE_BYTES + SAMPLE_TIME));
            }
        }
    }

    private int readSamples() {
        count.setInt(0, MAX_SAMPLES);
        // A driver that writes fewer samples than it reports would leave old ones.
        buffer.clear();
        return samples.tryCall(new @Nullable Object[] {device.handle(), buffer, count, lastSeen});
    }

    private int samplesRead() {
        return Math.min(MAX_SAMPLES, Math.max(0, count.getInt(0)));
    }

    private void collectSamples(long nanoTime, BusyTimes busy) {
        long elapsed = nanoTime - lastNanos;
        lastNanos = nanoTime;
        for (int i = 0; i < samplesRead(); i++) {
            long at = (long) i * SAMPLE_BYTES;
            long pid = Integer.toUnsignedLong(buffer.getInt(at + SAMPLE_PID));
            long percent = Integer.toUnsignedLong(buffer.getInt(at + SAMPLE_BUSY));
            lastSeen = Math.max(lastSeen, buffer.getLong(at + SAMPLE_TIME));
            // Some drivers return entries that were never written: no process, or more than 100 %.
            if (pid > 0 && percent > 0 && percent <= 100) {
                add(pid, percent, elapsed, busy);
            }
        }
    }

    private void add(long pid, long percent, long elapsed, BusyTimes busy) {
        if (pidsAreOurs) {
            busy.add(pid, elapsed / NANOS_PER_PERCENT_SECOND * percent);
        } else {
            busy.unknown();
        }
    }

    /** No sample: either the GPU did not work, or the driver has not sampled since, and the next sample covers this time. */
    private void collectNothing(long nanoTime, BusyTimes busy) throws IOException {
        long percent = device.busyPercent();
        if (percent == 0) {
            lastNanos = nanoTime;
        } else if (nanoTime - lastNanos > LONGEST_NANOS) {
            // As after a step back of the wall clock, by which the driver decides which samples are new.
            lastSeen = 0;
            lastNanos = nanoTime;
            busy.unknown();
        }
    }

    private void collectOnlyProcess(long nanoTime, BusyTimes busy) throws IOException {
        long elapsed = nanoTime - lastNanos;
        lastNanos = nanoTime;
        long pid = onlyProcess();
        if (pid == 0) {
            return;
        }
        if (pid < 0) {
            busy.unknown();
            return;
        }
        add(pid, device.busyPercent(), elapsed, busy);
    }

    /** The process that has the GPU open; 0 without a process, below 0 with several. */
    private long onlyProcess() throws IOException {
        long one = onlyProcess(compute);
        long other = onlyProcess(graphics);
        if (one == 0 || other == one) {
            return other;
        }
        return other == 0 ? one : -1;
    }

    private long onlyProcess(NvmlCall list) throws IOException {
        count.setInt(0, MAX_INFOS);
        int code = list.tryCall(new @Nullable Object[] {device.handle(), count, infos});
        if (code == NvmlCall.INSUFFICIENT_SIZE) {
            return -1;
        }
        if (code != NvmlCall.SUCCESS) {
            throw list.failure(code);
        }
        return switch (count.getInt(0)) {
            case 0 -> 0;
            case 1 -> Integer.toUnsignedLong(infos.getInt(0));
            default -> -1;
        };
    }
}
