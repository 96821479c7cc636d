package io.scaph.sensor.estimation.calibration;

/** The names of what a profile tells; docs/estimation.md. */
public final class ProfileKeys {
    /** The power of the whole machine when idle, in watts. */
    public static final String IDLE = "idle.watts";
    /** The same at full load. */
    public static final String FULL = "full.watts";
    /** The same at equal steps of load, from idle to full, with commas in between. */
    public static final String CURVE = "curve.watts";
    /** The thermal design power of a CPU chip, in watts. */
    public static final String TDP = "tdp.watts";
    /** How many hardware threads the machine has whose power that is; that which reads the file if it is not told. */
    public static final String THREADS = "threads";
    /** What of the machine that power is, for people; all of it if it is not told. */
    public static final String COVERS = "covers";
    /** How far the curve may be from the truth, in percent. */
    public static final String ERROR = "error.percent";

    private ProfileKeys() {}
}
