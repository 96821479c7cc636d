package io.scaph.exporter.prometheus.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the heads of requests from a connection. Not safe for use by several threads. */
final class RequestReader {
    private static final int MOST_HEAD_BYTES = 16_384;
    private static final int MOST_HEADERS = 100;

    private final InputStream in;
    private byte[] buffer = new byte[1_024];
    private int begin;
    private int end;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Waits until there is something to read; false at the end of the connection. */
    boolean awaitFirst() throws IOException {
        while (true) {
            // Line ends between requests are passed over, as RFC 9112 says.
            while (begin < end && (buffer[begin] == '\r' || buffer[begin] == '\n')) {
                begin++;
            }
            if (begin < end) {
                return true;
            }
            if (!fill()) {
                return false;
            }
        }
    }

    /** The next request; empty if the connection ends within it. */
    Optional<Request> next() throws IOException, BadRequestException {
        int scanned = begin;
        while (true) {
            for (; scanned < end; scanned++) {
                int lineEnd = headEnd(scanned);
                if (lineEnd > 0) {
                    String head = new String(buffer, begin, scanned - begin, StandardCharsets.ISO_8859_1);
                    begin = lineEnd;
                    return Optional.of(parse(head));
                }
            }
            if (end - begin >= MOST_HEAD_BYTES) {
                throw new BadRequestException(431, "the head of the request is too large");
            }
            int kept = scanned - begin;
            if (!fill()) {
                return Optional.empty();
            }
            // The end may lie across two readings.
            scanned = begin + Math.max(0, kept - 3);
        }
    }

    /** Where the head ends if it does with the line end at this index, else 0. */
    private int headEnd(int at) {
        if (buffer[at] != '\n') {
            return 0;
        }
        if (at + 1 < end && buffer[at + 1] == '\n') {
            return at + 2;
        }
        return at + 2 < end && buffer[at + 1] == '\r' && buffer[at + 2] == '\n' ? at + 3 : 0;
    }

    private boolean fill() throws IOException {
        if (begin == end) {
            begin = 0;
            end = 0;
        } else if (end == buffer.length) {
            byte[] target = begin > 0 ? buffer : new byte[Math.min(buffer.length * 4, MOST_HEAD_BYTES + 1)];
            System.arraycopy(buffer, begin, target, 0, end - begin);
            buffer = target;
            end -= begin;
            begin = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            return false;
        }
        end += read;
        return true;
    }

    private static Request parse(String head) throws BadRequestException {
        String[] lines = head.split("\r?\n", -1);
        String[] words = lines[0].strip().split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/")) {
            throw new BadRequestException(400, "this is no HTTP request");
        }
        if (!words[2].equals("HTTP/1.1") && !words[2].equals("HTTP/1.0")) {
            throw new BadRequestException(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
        }
        if (lines.length > MOST_HEADERS) {
            throw new BadRequestException(431, "there are too many headers");
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0 || Character.isWhitespace(lines[i].charAt(0))) {
                throw new BadRequestException(400, "a header has no name");
            }
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        // A body is not read, so what follows it can't be told from it.
        boolean body =
                !headers.getOrDefault("content-length", "0").equals("0") || headers.containsKey("transfer-encoding");
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepAlive =
                words[2].equals("HTTP/1.1") ? !connection.contains("close") : connection.contains("keep-alive");
        return new Request(words[0], path(words[1]), headers, keepAlive && !body);
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
