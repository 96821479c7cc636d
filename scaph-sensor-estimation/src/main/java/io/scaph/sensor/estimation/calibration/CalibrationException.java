package io.scaph.sensor.estimation.calibration;

/** No profile can be made here. */
public final class CalibrationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the user can do. */
    private final String remedy;

    /**
     * Tells why.
     *
     * @param reason what is wrong, one line for people
     * @param remedy what to do about it, one line
     */
    public CalibrationException(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    /**
     * What to do about it.
     *
     * @return one line for people
     */
    public String remedy() {
        return remedy;
    }
}
