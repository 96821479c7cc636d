package io.scaph.api.spi;

/** Whether a sensor can work here. */
public sealed interface Availability {
    /**
     * It can.
     *
     * @param detail what was found, one line: "4 zones under /sys/class/powercap"
     */
    record Available(String detail) implements Availability {}

    /**
     * It can't.
     *
     * @param reason what is missing, one line, naming the thing
     * @param remedy what to do about it, one line, as exact as can be known: the command to run
     */
    record Unavailable(String reason, String remedy) implements Availability {}
}
