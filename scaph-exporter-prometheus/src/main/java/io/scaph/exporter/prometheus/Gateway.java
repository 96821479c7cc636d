package io.scaph.exporter.prometheus;

import io.scaph.prometheus.internal.exposition.Format;
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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A group of metrics in a Pushgateway. For use by one thread. */
final class Gateway {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MOST_REASON_BYTES = 500;
    private static final int MOST_REDIRECTS = 5;
    /** Not 303, which asks for a GET. Clients that turn a POST into a GET on 301 and 302 do not change PUT. */
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);

    private static final Logger LOGGER = LoggerFactory.getLogger(Gateway.class);

    private final URI address;
    private final boolean checked;
    private @Nullable URI movedTo;

    /**
     * A group.
     *
     * @param base the address of metrics at the gateway: {@code http://localhost:9091/metrics}
     * @param group the labels of the group, which the gateway adds to all metrics in it; the first is {@code job}
     * @param checked whether the certificate of the gateway must be valid
     */
    Gateway(URI base, Map<String, String> group, boolean checked) {
        StringBuilder path = new StringBuilder(base.toString());
        group.forEach((name, value) -> path.append('/').append(segment(name, value)));
        address = URI.create(path.toString());
        this.checked = checked;
    }

    /**
     * A label as a part of the path. A value that a path can't contain or that servers change is written in base64: a slash, an
     * empty value, and the two names of directories.
     */
    private static String segment(String name, String value) {
        if (value.isEmpty() || value.contains("/") || value.equals(".") || value.equals("..")) {
            String encoded = Base64.getUrlEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
            return name + "@base64/" + (encoded.isEmpty() ? "=" : encoded);
        }
        return name + "/" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    URI address() {
        return address;
    }

    /**
     * Replaces the metrics of the group. Redirects are followed with the same method and body, and logged once.
     *
     * @param zipped metrics in the text format, compressed by gzip
     * @throws IOException if they did not arrive; the message is for the user
     */
    void put(byte[] zipped) throws IOException {
        URI target = address;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            HttpURLConnection connection = send(target, zipped);
            int status = connection.getResponseCode();
            String reason = beginning(status < 400 ? connection.getInputStream() : connection.getErrorStream());
            if (status / 100 == 2) {
                logMove(target);
                return;
            }
            if (!REDIRECTS.contains(status)) {
                String where = target.equals(address) ? "" : " of " + target;
                throw new IOException("HTTP status " + status + where + ": " + reason);
            }
            target = redirect(target, connection.getHeaderField("Location"));
        }
        throw new IOException("more than " + MOST_REDIRECTS + " redirects, the last one to " + target);
    }

    /**
     * Returns the address of a redirect. A request has no credentials, so another host is allowed.
     *
     * @param from the address that redirects
     * @param location the header {@code Location}; null if it is missing
     * @throws IOException if there is no address, or if the new one is without TLS
     */
    static URI redirect(URI from, @Nullable String location) throws IOException {
        if (location == null) {
            throw new IOException("a redirect without an address");
        }
        URI target;
        try {
            target = from.resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("a redirect to '" + location + "', which is not an address", e);
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        if (target.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IOException("a redirect to '" + location + "', which is not an address of HTTP");
        }
        if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
            throw new IOException("a redirect from https to " + target + " is not followed");
        }
        return target;
    }

    private void logMove(URI target) {
        if (!target.equals(address) && !target.equals(movedTo)) {
            LOGGER.warn(
                    "{} redirects to {}: give that address by --scheme, --host, --port and --suffix", address, target);
            movedTo = target;
        }
    }

    private HttpURLConnection send(URI target, byte[] zipped) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
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
        return connection;
    }

    /** The beginning of a response in one line. After a short response the connection is used again. */
    private static String beginning(@Nullable InputStream response) throws IOException {
        try (InputStream in = response) {
            byte[] bytes = in == null ? new byte[0] : in.readNBytes(MOST_REASON_BYTES);
            return new String(bytes, StandardCharsets.UTF_8).strip().replaceAll("\\p{Cntrl}+", " ");
        }
    }

    /** Accepts any certificate, as the user requested. */
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
            // No clients connect here.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Any certificate is accepted.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
