package io.scaph.api.spi;

/** Thrown if a sensor can't be opened. The message is the reason, and {@link #remedy()} is what the user can do. */
public final class SensorUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the user can do, one line. */
    private final String remedy;

    /**
     * Creates the exception.
     *
     * @param reason what is missing, one line that names the thing
     * @param remedy what the user can do about it, one line
     */
    public SensorUnavailableException(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    /**
     * Returns what the user can do so that the sensor can be opened.
     *
     * @return one line
     */
    public String remedy() {
        return remedy;
    }
}
