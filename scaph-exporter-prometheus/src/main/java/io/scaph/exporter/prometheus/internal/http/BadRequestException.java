package io.scaph.exporter.prometheus.internal.http;

/** What was sent is no request that is answered. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to answer. */
    private final int status;

    BadRequestException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    int status() {
        return status;
    }
}
