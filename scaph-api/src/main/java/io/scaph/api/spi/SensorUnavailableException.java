package io.scaph.api.spi;

/** A sensor can't be opened. Tells why, and what can be done about it. */
public final class SensorUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the user can do. */
    private final String remedy;

    /**
     * Makes the exception.
     *
     * @param reason what is missing, one line, naming the thing
     * @param remedy what to do about it, one line
     */
    public SensorUnavailableException(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    /**
     * What the user can do.
     *
     * @return one line
     */
    public String remedy() {
        return remedy;
    }
}
