import org.jspecify.annotations.NullMarked;

/** Energy budgets for tests. */
@NullMarked
module io.scaph.junit {
    requires transitive io.scaph.api;
    requires transitive org.junit.jupiter.api;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.jr.ob;
    requires io.scaph.profiler;
    requires org.slf4j;
    requires static transitive org.assertj.core;
    requires static org.jspecify;

    exports io.scaph.junit;
}
