package io.scaph.api.spi;

/**
 * Receives how long the devices of a sensor, such as GPUs, worked for each process. CPU time does not show this. A device is
 * named by the index of its domain in the topology of the sensor. Not safe for use by several threads, and not to be kept
 * after {@link Sensor#readUse} returns.
 */
public interface DeviceUse {
    /**
     * Reports how long a device worked for a process since the last report. Several calls for the same process add up.
     *
     * @param domain the index of the device's domain
     * @param pid the id of the process, as this program sees it
     * @param nanos the time that the device worked for the process, in ns; not negative. The sum over all processes can be
     *     longer than the time that passed if the device works for several at once
     * @throws IllegalArgumentException if the time is negative
     */
    void busy(int domain, long pid, long nanos);

    /**
     * Reports that the processes that a device worked for since the last report are unknown. Its energy is then unattributed.
     *
     * @param domain the index of the device's domain
     */
    void unknown(int domain);
}
