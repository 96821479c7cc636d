package io.scaph.api.spi;

/** Takes what a sensor knows of who kept its devices busy, such as a GPU: the time of the CPUs says nothing of that. */
public interface DeviceUse {
    /**
     * A process for which a device worked since the last time this was told. Several calls for the same process add up.
     *
     * @param domain the device's domain, by its index in the sensor's topology
     * @param pid the id of the process, as this program sees it
     * @param nanos for how long the device worked for it, in ns; not negative. A device that works for several at once may
     *     tell more than the time that passed
     */
    void busy(int domain, long pid, long nanos);

    /**
     * A device of which nobody can tell for whom it worked since the last time: its energy can't be tied to anybody.
     *
     * @param domain the device's domain, by its index in the sensor's topology
     */
    void unknown(int domain);
}
