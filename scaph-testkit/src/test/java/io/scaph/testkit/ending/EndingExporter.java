package io.scaph.testkit.ending;

import io.scaph.testkit.conformance.FaultyExporter;

/** Would end the JVM, in a separate package. */
public final class EndingExporter extends FaultyExporter {
    /** For the contract. */
    public EndingExporter() {}

    /** Never called. */
    public static void end() {
        System.exit(1);
    }
}
