package io.scaph.exporter.prometheus;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.exporter.prometheus.internal.access.Access;
import io.scaph.exporter.prometheus.internal.http.Handler;
import io.scaph.exporter.prometheus.internal.http.Limits;
import io.scaph.exporter.prometheus.internal.http.Listener;
import io.scaph.exporter.prometheus.internal.http.SocketSecurity;
import io.scaph.exporter.prometheus.internal.page.Site;
import io.scaph.prometheus.internal.publishing.Content;
import io.scaph.prometheus.internal.publishing.Publication;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves metrics until it is told to stop. */
final class PrometheusExporter implements Exporter {
    private static final Logger LOGGER = LoggerFactory.getLogger(PrometheusExporter.class);

    private final InetSocketAddress address;
    private final String suffix;
    private final Optional<Access> access;
    private final Content content;
    private final Set<WorkloadDetail> details;

    PrometheusExporter(
            InetSocketAddress address,
            String suffix,
            Optional<Access> access,
            Content content,
            Set<WorkloadDetail> details) {
        this.address = address;
        this.suffix = suffix;
        this.access = access;
        this.content = content;
        this.details = details;
    }

    @Override
    public Set<WorkloadDetail> details() {
        return details;
    }

    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        try (Publication publication = new Publication(snapshots, content);
                Listener listener = listen(new Site(publication, suffix))) {
            LOGGER.info(
                    "metrics are at {}://{}/{}",
                    access.filter(Access::isTls).isPresent() ? "https" : "http",
                    Listener.place(address, listener.port()),
                    suffix);
            publication.follow(view -> LOGGER.trace("tick {}", view.now().sequence()));
        } catch (InterruptedException e) {
            LOGGER.debug("told to stop", e);
        }
    }

    private Listener listen(Site site) throws IOException {
        Handler handler = access.isPresent() ? access.get().guard(site) : site;
        SocketSecurity security = access.isPresent() ? access.get() : SocketSecurity.NONE;
        try {
            return Listener.open(address, handler, security, Limits.STANDARD);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; choose another place by --port or --address", e);
        }
    }

    @Override
    public void close() {
        // What is open is closed where it is opened.
    }
}
