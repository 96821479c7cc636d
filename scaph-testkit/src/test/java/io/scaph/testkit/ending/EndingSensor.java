package io.scaph.testkit.ending;

import io.scaph.testkit.conformance.FaultySensor;

/** Would end the JVM, in a separate package. */
public final class EndingSensor extends FaultySensor {
    /** For the contract. */
    public EndingSensor() {}

    /** Never called. */
    public static void end() {
        Runtime.getRuntime().halt(1);
    }
}
