import org.jspecify.annotations.NullMarked;

/** Simulated machines for tests of energy-aware code. */
@NullMarked
module io.scaph.testkit {
    requires transitive io.scaph.api;
    requires jdk.management;
    requires static org.jspecify;

    exports io.scaph.testkit;
}
