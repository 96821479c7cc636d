package io.scaph.exporter.prometheus.internal.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the heads of requests from a connection. Not safe for use by several threads. */
final class RequestReader {
    private static final int MOST_HEAD_BYTES = 16_384;
    private static final int MOST_HEADERS = 100;

    private final InputStream in;
    private int headBytes;

    /** The connection sent something that is not a request, or one that is not supported. */
    static final class BadRequestException extends Exception {
        private static final long serialVersionUID = 1L;

        final transient Response response;

        BadRequestException(int status, String reason) {
            super(reason);
            response = Response.text(status, reason);
        }
    }

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Waits until a request begins. Returns false at the end of the connection. */
    boolean awaitFirst() throws IOException {
        int next;
        do {
            in.mark(1);
            next = in.read();
            // Line ends between requests are ignored (RFC 9112, section 2.2).
        } while (next == '\r' || next == '\n');
        in.reset();
        return next >= 0;
    }

    /** Reads the head of a request. An {@link EOFException} is thrown if the connection ends within it. */
    Request next() throws IOException, BadRequestException {
        headBytes = 0;
        String[] words = line().strip().split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/")) {
            throw new BadRequestException(400, "not an HTTP request");
        }
        if (!words[2].equals("HTTP/1.1") && !words[2].equals("HTTP/1.0")) {
            throw new BadRequestException(505, "only HTTP/1.0 and HTTP/1.1 are supported");
        }
        Map<String, String> headers = headers();
        // A body is not read, so the connection can't be used for another request.
        boolean body =
                !headers.getOrDefault("content-length", "0").equals("0") || headers.containsKey("transfer-encoding");
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepAlive =
                words[2].equals("HTTP/1.1") ? !connection.contains("close") : connection.contains("keep-alive");
        return new Request(words[0], path(words[1]), headers, keepAlive && !body);
    }

    private Map<String, String> headers() throws IOException, BadRequestException {
        Map<String, String> headers = new HashMap<>();
        int count = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || Character.isWhitespace(line.charAt(0))) {
                throw new BadRequestException(400, "a header has no name");
            }
            if (++count > MOST_HEADERS) {
                throw new BadRequestException(431, "too many headers");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return headers;
    }

    /** The next line of the head, in ISO 8859-1, without its end. */
    private String line() throws IOException, BadRequestException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended within a request");
            }
            if (++headBytes > MOST_HEAD_BYTES) {
                throw new BadRequestException(431, "the head of the request is too large");
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        int scheme = path.indexOf("://");
        if (scheme > 0 && !path.startsWith("/")) {
            int slash = path.indexOf('/', scheme + 3);
            return slash < 0 ? "/" : path.substring(slash);
        }
        return path;
    }
}
