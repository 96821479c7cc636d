package io.scaph.exporter.prometheus.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response.
 *
 * @param status the HTTP status
 * @param headers the headers, without those that every response has
 * @param body the whole body; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Response(int status, Map<String, String> headers, byte[] body) {
    /** The type of plain text. */
    public static final String PLAIN = "text/plain; charset=utf-8";

    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            400, "Bad Request",
            401, "Unauthorized",
            404, "Not Found",
            405, "Method Not Allowed",
            431, "Request Header Fields Too Large",
            500, "Internal Server Error",
            503, "Service Unavailable",
            505, "HTTP Version Not Supported");

    /**
     * Returns a response with status 200.
     *
     * @param contentType the type of the body
     * @param body the whole body; not to be changed any more
     * @return the response
     */
    public static Response of(String contentType, byte[] body) {
        return new Response(200, Map.of("Content-Type", contentType), body);
    }

    /**
     * Returns a response of one line of text.
     *
     * @param status the HTTP status
     * @param line the line, without a line end
     * @return the response
     */
    public static Response text(int status, String line) {
        return new Response(status, Map.of("Content-Type", PLAIN), (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns this response with one more header.
     *
     * @param name the header's name
     * @param value its value
     * @return a copy
     */
    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    /** The head, up to its empty line. */
    byte[] head(boolean keepAlive) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + REASONS.get(status) + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append("Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n");
        head.append(keepAlive ? "\r\n" : "Connection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
