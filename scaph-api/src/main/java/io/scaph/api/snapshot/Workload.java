package io.scaph.api.snapshot;

/** Something that used the machine. Immutable. */
public sealed interface Workload permits ProcessWorkload {
    /**
     * Who it is, for as long as it lives: equal for two descriptions of the same workload, and never equal for two
     * different ones.
     *
     * @return a value with {@code equals} and {@code hashCode}
     */
    Object identity();

    /**
     * A short name for people.
     *
     * @return the name; not unique
     */
    String name();
}
