package io.scaph.exporter.prometheus.internal.access;

import io.scaph.api.internal.text.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM file (RFC 7468): blocks of base64 between lines that name their content. Text before, between and after the blocks,
 * such as the bag attributes of OpenSSL, is ignored. All line ends are accepted. A byte order mark is refused, as OpenSSL and
 * the servers of Prometheus do: a file that works here works there.
 */
final class Pem {
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
    /** The headers of RFC 1421, such as {@code Proc-Type: 4,ENCRYPTED}, which end with an empty line. */
    private static final Pattern HEADERS = Pattern.compile("\\s*(?:[A-Za-z-]+:.*\\R)+");

    /** Those of UTF-8 and UTF-16, byte by byte. */
    private static final List<String> BYTE_ORDER_MARKS = List.of("\u00ef\u00bb\u00bf", "\u00ff\u00fe", "\u00fe\u00ff");

    private static final String ENCRYPTED = "ENCRYPTED";

    private Pem() {}

    /**
     * A block.
     *
     * @param label what it holds: {@code CERTIFICATE}
     * @param encrypted whether a password is needed to read it
     * @param content the decoded base64; empty if it is encrypted
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(String label, boolean encrypted, byte[] content) {}

    /**
     * Reads a file.
     *
     * @return its blocks, in their order; none if it holds no PEM
     * @throws IOException if it can't be read, or a block is damaged; the message names the file
     */
    static List<Block> blocks(Path file) throws IOException {
        String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
        if (BYTE_ORDER_MARKS.stream().anyMatch(text::startsWith)) {
            throw new IOException(
                    file + ": it begins with a byte order mark; save it as plain ASCII or UTF-8 without one");
        }
        List<Block> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        for (int from = 0; begin.find(from); ) {
            String label = begin.group(1);
            String endLine = "-----END " + label + "-----";
            int end = text.indexOf(endLine, begin.end());
            if (end < 0) {
                throw new IOException(file + ": the block " + label + " has no end; the file is not whole");
            }
            blocks.add(block(file, label, text.substring(begin.end(), end)));
            from = end + endLine.length();
        }
        return blocks;
    }

    private static Block block(Path file, String label, String body) throws IOException {
        Matcher headers = HEADERS.matcher(body);
        boolean hasHeaders = headers.lookingAt();
        if (label.startsWith(ENCRYPTED) || (hasHeaders && headers.group().contains(ENCRYPTED))) {
            return new Block(label, true, new byte[0]);
        }
        String base64 = (hasHeaders ? body.substring(headers.end()) : body).replaceAll("\\s+", "");
        try {
            return new Block(label, false, Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": the block " + label + " is damaged: it is not base64", e);
        }
    }

    /**
     * Reads a whole file.
     *
     * @throws IOException if it can't be read; the message names the file
     */
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("more than 1 MiB is too long for a configuration, certificates or keys");
            }
            return bytes;
        } catch (IOException e) {
            throw new IOException(FailureText.withFile(file, e), e);
        }
    }
}
