package io.scaph.api.internal.host;

/**
 * The host's counters at one moment, without processes.
 *
 * @param nanos when they were read, on the monitor's clock
 * @param host the whole accounting root
 * @param cpu the part that is shared by CPU time: all domains except devices with their own accounts
 */
public record Sample(long nanos, Part host, Part cpu) {
    /** Before anything was read. */
    static final Sample NONE = new Sample(0, Part.NONE, Part.NONE);

    /**
     * Some domains together.
     *
     * @param microjoules their energy since the monitor was opened, as far as it is known
     * @param lowMicrojoules the lower end of its interval, where it is estimated; else the energy itself
     * @param highMicrojoules the upper end of that interval
     * @param losses how often energy of them was lost since then
     * @param unknownNanos for how long the energy of some of them has not been known
     */
    public record Part(long microjoules, long lowMicrojoules, long highMicrojoules, long losses, long unknownNanos) {
        static final Part NONE = new Part(0, 0, 0, 0, 0);

        /** These domains and others. */
        Part plus(Part other) {
            return new Part(
                    microjoules + other.microjoules,
                    lowMicrojoules + other.lowMicrojoules,
                    highMicrojoules + other.highMicrojoules,
                    losses + other.losses,
                    Math.max(unknownNanos, other.unknownNanos));
        }
    }
}
