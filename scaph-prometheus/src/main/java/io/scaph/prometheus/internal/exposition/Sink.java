package io.scaph.prometheus.internal.exposition;

/**
 * Takes metrics, family by family. A value is a whole number of units of 10<sup>-decimals</sup>, so that whole microjoules stay
 * exact. A family without points is not published.
 */
public interface Sink {
    /** How the values of a family behave. */
    enum MetricType {
        /** Never falls while the exporter runs. */
        COUNTER,
        /** Rises and falls. */
        GAUGE
    }

    /**
     * Begins a family. The points that follow belong to it.
     *
     * @param name its full name, including {@code _total}
     * @param kind how its values behave
     * @param help one line for people
     */
    void family(String name, MetricType kind, String help);

    /**
     * Adds a point to the family.
     *
     * @param labels what distinguishes it from the other points
     * @param value the value in units of 10<sup>-decimals</sup>
     * @param decimals digits after the point, 0 to 9
     */
    void point(LabelSet labels, long value, int decimals);
}
