package io.scaph.sensor.powercap;

import io.scaph.api.spi.RawCounters;
import io.scaph.linux.counterfile.CounterFiles;
import java.util.Optional;

/** Passes on what counter files showed. */
final class Readings {
    private Readings() {}

    /**
     * Passes on the last reading of a file.
     *
     * @param publication which publication it is of, 0 if it was measured when it was read
     */
    static void pass(CounterFiles files, int index, long publication, RawCounters counters) {
        Optional<String> failure = files.failure(index);
        if (failure.isEmpty()) {
            counters.put(index, files.value(index), publication);
        } else if (files.isBlocked(index)) {
            counters.block(index, failure.get());
        } else {
            counters.fail(index, failure.get());
        }
    }
}
