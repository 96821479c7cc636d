package io.scaph.exporter.prometheus.internal.page;

import io.scaph.exporter.prometheus.internal.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The page for people: three files that load nothing from other servers. Safe for use by several threads. */
final class Page {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Response> files;

    /** A page with a link to the metrics. Their path begins with a slash. */
    Page(String metricsPath) {
        String html = new String(resource("page.html"), StandardCharsets.UTF_8)
                .replace("href=\"metrics\"", "href=\"" + metricsPath.substring(1) + "\"");
        files = Map.of(
                "/", response("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8)),
                "/page.css", response("text/css; charset=utf-8", resource("page.css")),
                "/page.js", response("text/javascript; charset=utf-8", resource("page.js")));
    }

    /** A response that a browser shows without loading anything from other servers. */
    static Response response(String type, byte[] content) {
        return Response.of(type, content)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read from the jar", e);
        }
    }

    /** A file of the page; empty if the path is not one. */
    Optional<Response> file(String path) {
        return Optional.ofNullable(files.get(path));
    }
}
