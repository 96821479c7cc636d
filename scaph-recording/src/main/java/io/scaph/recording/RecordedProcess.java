package io.scaph.recording;

import io.scaph.api.workload.ProcessInfo;
import java.time.Instant;

/**
 * A process of a recording.
 *
 * @param process who, without a name that would tell anything
 * @param tick in which tick it was told first
 * @param isNew whether it had started after the tick before
 */
record RecordedProcess(ProcessInfo process, int tick, boolean isNew) {
    /** When it was is not in a recording. */
    private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");

    static RecordedProcess of(long pid, long startMillis, int tick, boolean isNew) {
        return new RecordedProcess(ProcessInfo.of(pid, BEGIN.plusMillis(startMillis), "process-" + pid), tick, isNew);
    }
}
