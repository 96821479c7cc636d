package io.scaph.exporter.prometheus.internal.push;

import io.scaph.exporter.prometheus.internal.exposition.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A group of metrics in a Pushgateway. */
public final class Gateway {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MOST_REASON_BYTES = 500;

    private final URI address;
    private final boolean checked;

    /**
     * A group.
     *
     * @param base where the gateway takes metrics: {@code http://localhost:9091/metrics}
     * @param group the labels of the group, which the gateway gives to all metrics in it; the first is {@code job}
     * @param checked whether the certificate of the gateway must be good
     */
    public Gateway(URI base, Map<String, String> group, boolean checked) {
        StringBuilder path = new StringBuilder(base.toString());
        group.forEach((name, value) -> path.append('/').append(segment(name, value)));
        address = URI.create(path.toString());
        this.checked = checked;
    }

    /** A slash can't stand in a path's segment however it is written, and nothing leaves no segment. */
    private static String segment(String name, String value) {
        if (value.isEmpty() || value.contains("/")) {
            String encoded = Base64.getUrlEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
            return name + "@base64/" + (encoded.isEmpty() ? "=" : encoded);
        }
        return name + "/" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Where it pushes.
     *
     * @return the address
     */
    public URI address() {
        return address;
    }

    /**
     * Replaces what the group held.
     *
     * @param text metrics in the text format
     * @throws IOException if it did not arrive; the message is for the user
     */
    public void put(byte[] text) throws IOException {
        byte[] zipped = zip(text);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        if (!checked && connection instanceof HttpsURLConnection secured) {
            secured.setSSLSocketFactory(Unchecked.FACTORY);
            secured.setHostnameVerifier((name, session) -> true);
        }
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(zipped.length);
        connection.setRequestProperty("Content-Type", Format.TEXT.contentType());
        connection.setRequestProperty("Content-Encoding", "gzip");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(zipped);
        }
        int status = connection.getResponseCode();
        if (status / 100 != 2) {
            throw new IOException("HTTP status " + status + ": " + reason(connection));
        }
        drain(connection);
    }

    private static byte[] zip(byte[] text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text);
        }
        return zipped.toByteArray();
    }

    private static String reason(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            return in == null
                    ? ""
                    : new String(in.readNBytes(MOST_REASON_BYTES), StandardCharsets.UTF_8)
                            .strip()
                            .replaceAll("\\p{Cntrl}+", " ");
        }
    }

    /** So that the connection is used again. */
    private static void drain(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Believes every certificate, as the user asked for. */
    private static final class Unchecked implements X509TrustManager {
        static final SSLSocketFactory FACTORY = factory();

        private static SSLSocketFactory factory() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new Unchecked()}, new SecureRandom());
                return context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has TLS", e);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // Not asked here.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Good enough.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
