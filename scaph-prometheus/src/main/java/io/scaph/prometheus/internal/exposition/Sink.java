package io.scaph.prometheus.internal.exposition;

/**
 * Is told metrics, family by family. A value is a whole number of units of 10<sup>-decimals</sup>: whole microjoules stay
 * exact, and nothing is made of a value but its digits. A family of which no point is told does not exist.
 */
public interface Sink {
    /** How the values of a family behave. */
    enum Kind {
        /** Never falls while the exporter runs. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }

    /**
     * Begins a family; what follows are its points.
     *
     * @param name its full name, {@code _total} included
     * @param kind how its values behave
     * @param help one line for people
     */
    void family(String name, Kind kind, String help);

    /**
     * Tells a point of the family.
     *
     * @param labels what tells it from the others
     * @param value the value in units of 10<sup>-decimals</sup>
     * @param decimals digits after the point, 0 to 9
     */
    void point(LabelSet labels, long value, int decimals);
}
