package io.scaph.cli.calibrate;

/** Keeps the CPUs of a machine busy for a part of the time. For use by one thread. */
interface LoadGenerator extends AutoCloseable {
    /**
     * How many hardware threads it can load.
     *
     * @return the number, at least 1
     */
    int cpus();

    /**
     * Loads them all alike, from now on.
     *
     * @param level the part of the time that each is to be busy, from 0 to 1; what else runs comes on top
     */
    void load(double level);

    /** Ends the load; does nothing the second time. */
    @Override
    void close();
}
