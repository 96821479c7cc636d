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
     * Loads all of them equally, from now on.
     *
     * @param level the part of the time that each is busy, from 0 to 1, in addition to other programs
     */
    void load(double level);

    /** Ends the load; does nothing the second time. */
    @Override
    void close();
}
