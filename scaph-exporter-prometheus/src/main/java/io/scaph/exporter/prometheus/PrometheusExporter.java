package io.scaph.exporter.prometheus;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.exporter.prometheus.internal.access.Access;
import io.scaph.exporter.prometheus.internal.http.Limits;
import io.scaph.exporter.prometheus.internal.http.Listener;
import io.scaph.exporter.prometheus.internal.page.Site;
import io.scaph.prometheus.internal.publishing.PublicationSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves metrics until it is interrupted. */
record PrometheusExporter(
        InetSocketAddress address,
        String path,
        Access access,
        PublicationSettings settings,
        Set<WorkloadDetail> details)
        implements Exporter {
    private static final Logger LOGGER = LoggerFactory.getLogger(PrometheusExporter.class);

    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        try (Site site = new Site(snapshots, settings, path);
                Listener listener = listen(site)) {
            LOGGER.info(
                    "metrics are at {}://{}/{}",
                    access.isTls() ? "https" : "http",
                    Listener.place(address, listener.port()),
                    path);
            site.follow();
        } catch (InterruptedException e) {
            LOGGER.debug("interrupted", e);
        }
    }

    private Listener listen(Site site) throws IOException {
        try {
            return Listener.open(address, access.guard(site), access, Limits.STANDARD);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; choose another place by --port or --address", e);
        }
    }
}
