import org.jspecify.annotations.NullMarked;

/** Records what a machine's sensors and processes showed, and replays it. */
@NullMarked
module io.scaph.recording {
    requires transitive io.scaph.api;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.scaph.recording;
}
