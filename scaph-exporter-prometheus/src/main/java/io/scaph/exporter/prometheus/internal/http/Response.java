package io.scaph.exporter.prometheus.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer. Immutable. */
public final class Response {
    /** The type of plain text. */
    public static final String PLAIN = "text/plain; charset=utf-8";

    private final int status;
    private final Map<String, String> headers;
    private final Body body;

    /** What is sent: a part of an array that is lent, and what to do when it is not needed any more. */
    private static final class Body {
        final byte[] bytes;
        final int length;
        final Runnable whenSent;

        Body(byte[] bytes, int length, Runnable whenSent) {
            this.bytes = bytes;
            this.length = length;
            this.whenSent = whenSent;
        }
    }

    private Response(int status, Map<String, String> headers, Body body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * An answer with a body.
     *
     * @param contentType its type
     * @param body the whole body; not to be changed any more
     * @return status 200
     */
    public static Response of(String contentType, byte[] body) {
        return lent(contentType, body, body.length, () -> {});
    }

    /**
     * An answer whose body is lent.
     *
     * @param contentType its type
     * @param bytes holds the body; not to be changed until it is sent
     * @param length how many of them are the body
     * @param whenSent run, once, when they are not needed any more
     * @return status 200
     */
    public static Response lent(String contentType, byte[] bytes, int length, Runnable whenSent) {
        return new Response(200, Map.of("Content-Type", contentType), new Body(bytes, length, whenSent));
    }

    /**
     * An answer of a line of text.
     *
     * @param status the HTTP status
     * @param line what to say, without a line end
     * @return the answer
     */
    public static Response text(int status, String line) {
        byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return new Response(status, Map.of("Content-Type", PLAIN), new Body(body, body.length, () -> {}));
    }

    /**
     * This answer with another header.
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

    /**
     * What kind of answer it is.
     *
     * @return the HTTP status
     */
    public int status() {
        return status;
    }

    /** Holds the body; not to be changed. */
    byte[] body() {
        return body.bytes;
    }

    /** How long the body is. */
    int length() {
        return body.length;
    }

    /** It was sent, or never will be. */
    void sent() {
        body.whenSent.run();
    }

    /** The head of the answer, up to its empty line. */
    byte[] head(boolean keepAlive) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status))
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append("Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n");
        head.append(keepAlive ? "\r\n" : "Connection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Status";
        };
    }
}
