package io.scaph.exporter.prometheus.internal.page;

import io.scaph.exporter.prometheus.internal.http.Handler;
import io.scaph.exporter.prometheus.internal.http.Request;
import io.scaph.exporter.prometheus.internal.http.Response;
import io.scaph.prometheus.internal.exposition.Format;
import io.scaph.prometheus.internal.publishing.MetricText;
import io.scaph.prometheus.internal.publishing.Publication;
import java.nio.charset.StandardCharsets;

/** What is found under which path. */
public final class Site implements Handler {
    private static final byte[] HEALTHY = "scaph is healthy\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] READY = "scaph is ready\n".getBytes(StandardCharsets.UTF_8);

    private final Publication publication;
    private final String metricsPath;
    private final Page page;

    /**
     * A site.
     *
     * @param publication what to publish
     * @param suffix the path of the metrics, without a slash in front
     */
    public Site(Publication publication, String suffix) {
        this.publication = publication;
        metricsPath = "/" + suffix;
        page = new Page(metricsPath, publication.version());
    }

    @Override
    public Response answer(Request request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Response.text(405, "only GET and HEAD are answered").with("Allow", "GET, HEAD");
        }
        if (request.path().equals(metricsPath)) {
            return metrics(request);
        }
        return switch (request.path()) {
            case "/-/healthy" -> publication.trouble().isEmpty() ? Response.of(Response.PLAIN, HEALTHY) : unavailable();
            case "/-/ready" -> publication.isCurrent() ? Response.of(Response.PLAIN, READY) : unavailable();
            case "/page.json" ->
                publication.isCurrent()
                        ? page.data(publication.view(), publication.history(), System.nanoTime())
                        : unavailable();
            default ->
                page.file(request.path())
                        .orElseGet(() -> Response.text(404, "there is nothing here; metrics are at " + metricsPath));
        };
    }

    private Response unavailable() {
        return Response.text(503, publication.trouble().orElse("nothing is measured"));
    }

    /** A scrape of a monitor that does not tick fails: the last values would look like values of now. */
    private Response metrics(Request request) {
        if (!publication.isCurrent()) {
            return unavailable();
        }
        Format format = Format.negotiate(request.header("accept"));
        boolean zipped = Format.takesGzip(request.header("accept-encoding"));
        MetricText text = publication.borrow(format, zipped);
        Response response = Response.lent(
                        format.contentType(), text.storage(zipped), text.length(zipped), text::giveBack)
                .with("Vary", "Accept, Accept-Encoding");
        return zipped ? response.with("Content-Encoding", "gzip") : response;
    }
}
