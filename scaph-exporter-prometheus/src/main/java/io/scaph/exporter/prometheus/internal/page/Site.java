package io.scaph.exporter.prometheus.internal.page;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.exporter.prometheus.internal.http.Request;
import io.scaph.exporter.prometheus.internal.http.Response;
import io.scaph.prometheus.internal.exposition.Format;
import io.scaph.prometheus.internal.publishing.Publication;
import io.scaph.prometheus.internal.publishing.PublicationSettings;
import java.util.function.Function;

/** Handles requests: metrics, the page for people, and whether scaph is healthy. Safe for use by several threads. */
public final class Site implements Function<Request, Response>, AutoCloseable {
    private static final Response HEALTHY = Response.text(200, "scaph is healthy");
    private static final Response READY = Response.text(200, "scaph is ready");

    private final SnapshotReader snapshots;
    private final Publication publication;
    private final String metricsPath;
    private final Page page;
    private final long startMillis = System.currentTimeMillis();
    private final PowerHistory history = new PowerHistory();

    /**
     * Starts with the latest snapshot.
     *
     * @param snapshots the ticks to publish
     * @param settings what to publish
     * @param path the path of the metrics, without a slash in front
     */
    public Site(SnapshotReader snapshots, PublicationSettings settings, String path) {
        this.snapshots = snapshots;
        publication = new Publication(snapshots, settings);
        metricsPath = "/" + path;
        page = new Page(metricsPath);
    }

    /**
     * Follows every tick until the monitor is closed.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void follow() throws InterruptedException {
        publication.follow(history::add);
    }

    /** Follows every tick on a daemon thread, until this or the monitor is closed. */
    public void followInBackground() {
        publication.followInBackground(history::add);
    }

    @Override
    public Response apply(Request request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Response.text(405, "only GET and HEAD are supported").with("Allow", "GET, HEAD");
        }
        if (request.path().equals(metricsPath)) {
            return snapshots.isCurrent() ? metrics(request) : unavailable();
        }
        return switch (request.path()) {
            case "/-/healthy" -> snapshots.trouble().isEmpty() ? HEALTHY : unavailable();
            case "/-/ready" -> snapshots.isCurrent() ? READY : unavailable();
            case "/page.json" -> snapshots.isCurrent() ? pageData() : unavailable();
            default ->
                page.file(request.path())
                        .orElseGet(() -> Response.text(404, "not found; metrics are at " + metricsPath));
        };
    }

    private Response pageData() {
        byte[] data = PageData.of(
                publication.view(), history.points(), startMillis, Publication.version(), System.nanoTime());
        return Page.response("application/json", data);
    }

    /** If the monitor does not tick, a scrape fails: the last values would look like current ones. */
    private Response unavailable() {
        return Response.text(503, snapshots.trouble().orElse("nothing is measured"));
    }

    private Response metrics(Request request) {
        Format format = Format.negotiate(request.header("accept"));
        boolean zipped = Format.takesGzip(request.header("accept-encoding"));
        Response response = Response.of(format.contentType(), publication.text(format, zipped))
                .with("Vary", "Accept, Accept-Encoding");
        return zipped ? response.with("Content-Encoding", "gzip") : response;
    }

    @Override
    public void close() {
        publication.close();
    }
}
