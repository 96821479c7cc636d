package io.scaph.exporter.prometheus.internal.http;

/** Answers requests; called by many threads at once. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers a request.
     *
     * @param request the request
     * @return the answer
     */
    Response answer(Request request);
}
