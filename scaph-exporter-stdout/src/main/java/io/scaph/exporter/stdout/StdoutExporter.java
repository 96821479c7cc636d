package io.scaph.exporter.stdout;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.workload.WorkloadDetail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Prints each interval.
 *
 * @param schedule when to print
 * @param format what to print
 * @param details what the monitor must read
 * @param output where to print; not closed
 */
record StdoutExporter(ReportSchedule schedule, IntervalFormat format, Set<WorkloadDetail> details, OutputStream output)
        implements Exporter {
    /** Formats an interval as text. */
    interface IntervalFormat {
        String format(Interval interval);
    }

    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        schedule.run(snapshots, interval -> {
            output.write(format.format(interval).getBytes(StandardCharsets.UTF_8));
            output.flush();
        });
    }
}
