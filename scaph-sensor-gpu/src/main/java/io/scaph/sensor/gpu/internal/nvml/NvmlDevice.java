package io.scaph.sensor.gpu.internal.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.scaph.api.internal.text.KernelText;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One GPU of NVML. Arguments and buffers are allocated once. Used by one thread at a time. Refers to JNA.
 */
final class NvmlDevice {
    private static final int NAME_BYTES = 96;

    // nvmlPciInfo_t of nvml.h: char busIdLegacy[16], then domain, bus and device as unsigned int; 68 bytes in all. The
    // older layout has the same beginning.
    private static final int PCI_BYTES = 128;
    private static final int PCI_DOMAIN = 16;
    private static final int PCI_BUS = 20;
    private static final int PCI_DEVICE = 24;

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MAX_MILLIJOULES = Long.MAX_VALUE / MICROS_PER_MILLI;

    private final NvmlLibrary library;
    private final int index;
    private final Pointer handle;
    private final Memory number = new Memory(Long.BYTES);
    private final @Nullable Object[] numberArguments;
    private final NvmlCall energy;
    private final NvmlCall power;
    private final NvmlCall utilisation;

    NvmlDevice(NvmlLibrary library, int index) throws IOException {
        this.library = library;
        this.index = index;
        Memory slot = new Memory(Long.BYTES);
        library.find("nvmlDeviceGetHandleByIndex_v2", "nvmlDeviceGetHandleByIndex")
                .call(new Object[] {index, slot});
        handle = slot.getPointer(0);
        numberArguments = new Object[] {handle, number};
        energy = library.find("nvmlDeviceGetTotalEnergyConsumption");
        power = library.find("nvmlDeviceGetPowerUsage");
        utilisation = library.find("nvmlDeviceGetUtilizationRates");
    }

    static int count(NvmlLibrary library) throws IOException {
        Memory count = new Memory(Integer.BYTES);
        library.find("nvmlDeviceGetCount_v2", "nvmlDeviceGetCount").call(new Object[] {count});
        return count.getInt(0);
    }

    NvmlLibrary library() {
        return library;
    }

    Pointer handle() {
        return handle;
    }

    int index() {
        return index;
    }

    /** The model, "NVIDIA GPU" if it is unknown. */
    String name() {
        Memory text = new Memory(NAME_BYTES);
        text.clear();
        int code = library.find("nvmlDeviceGetName").tryCall(new Object[] {handle, text, NAME_BYTES});
        text.setByte(NAME_BYTES - 1, (byte) 0);
        String name = code == NvmlCall.SUCCESS
                ? KernelText.of(text.getByteArray(0, (int) text.indexOf(0, (byte) 0)))
                        .strip()
                : "";
        return name.isEmpty() ? "NVIDIA GPU" : name;
    }

    /** The PCI address as the kernel writes it; a GPU is the function 0 of its device. */
    String address() throws IOException {
        Memory pci = new Memory(PCI_BYTES);
        library.find("nvmlDeviceGetPciInfo_v3", "nvmlDeviceGetPciInfo_v2", "nvmlDeviceGetPciInfo")
                .call(new Object[] {handle, pci});
        return String.format(
                Locale.ROOT, "%04x:%02x:%02x.0", pci.getInt(PCI_DOMAIN), pci.getInt(PCI_BUS), pci.getInt(PCI_DEVICE));
    }

    /** Whether the GPU is divided into instances (MIG). */
    boolean isPartitioned() {
        Memory pending = new Memory(Integer.BYTES);
        int code = library.find("nvmlDeviceGetMigMode").tryCall(new Object[] {handle, number, pending});
        return code == NvmlCall.SUCCESS && number.getInt(0) != 0;
    }

    /** The energy since the driver was loaded, in µJ. NVML reports mJ. */
    long energyMicrojoules() throws IOException {
        energy.call(numberArguments);
        long millijoules = number.getLong(0);
        if (millijoules < 0 || millijoules > MAX_MILLIJOULES) {
            throw new IOException(
                    "nvmlDeviceGetTotalEnergyConsumption: " + Long.toUnsignedString(millijoules) + " mJ is impossible");
        }
        return millijoules * MICROS_PER_MILLI;
    }

    /** The power in µW. NVML reports mW: since Ampere the mean of the last second, on older GPUs the current value. */
    long powerMicrowatts() throws IOException {
        power.call(numberArguments);
        return Integer.toUnsignedLong(number.getInt(0)) * MICROS_PER_MILLI;
    }

    /** The percentage of the last sample period (1/6 s to 1 s) in which at least one kernel ran: nvmlUtilization_t.gpu. */
    long busyPercent() throws IOException {
        utilisation.call(numberArguments);
        long percent = Integer.toUnsignedLong(number.getInt(0));
        if (percent > 100) {
            throw new IOException("nvmlDeviceGetUtilizationRates: " + percent + " % is impossible");
        }
        return percent;
    }

    /** The power limit in watts: the default, else the one in force. */
    OptionalDouble limitWatts() {
        for (String name :
                new String[] {"nvmlDeviceGetPowerManagementDefaultLimit", "nvmlDeviceGetEnforcedPowerLimit"}) {
            if (library.find(name).tryCall(numberArguments) == NvmlCall.SUCCESS && number.getInt(0) > 0) {
                return OptionalDouble.of(number.getInt(0) / 1_000.0);
            }
        }
        return OptionalDouble.empty();
    }
}
