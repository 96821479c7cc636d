package io.scaph.exporter.stdout;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.workload.WorkloadDetail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Prints a view of each interval. */
final class StdoutExporter implements Exporter {
    /** How an interval is shown. */
    interface View {
        String render(Interval interval);
    }

    private final Pace pace;
    private final View view;
    private final Set<WorkloadDetail> details;
    private final OutputStream output;

    StdoutExporter(Pace pace, View view, Set<WorkloadDetail> details, OutputStream output) {
        this.pace = pace;
        this.view = view;
        this.details = details;
        this.output = output;
    }

    @Override
    public Set<WorkloadDetail> details() {
        return details;
    }

    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        pace.run(snapshots, interval -> {
            output.write(view.render(interval).getBytes(StandardCharsets.UTF_8));
            output.flush();
        });
    }

    @Override
    public void close() {
        // The output is not ours.
    }
}
