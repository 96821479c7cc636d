import org.jspecify.annotations.NullMarked;

/** Records the readings of a machine's sensors and processes, and replays them. */
@NullMarked
module io.scaph.recording {
    requires transitive io.scaph.api;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.scaph.recording;
}
