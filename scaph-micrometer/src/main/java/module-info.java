import org.jspecify.annotations.NullMarked;

/** A binder that publishes energy as Micrometer meters. */
@NullMarked
// Micrometer has no module description of its own, but a name that it promises to keep.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.scaph.micrometer {
    requires transitive io.scaph.api;
    requires transitive micrometer.core;
    requires static org.jspecify;

    exports io.scaph.micrometer;
}
