package io.scaph.containers;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.internal.thread.BackgroundThreads;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS with the token of a service account of Kubernetes, trusting only its certificate authority. Certificates and host names
 * are always checked, redirects are not followed, no proxy is used.
 */
final class ServiceAccount {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(15);
    private static final int MAX_REPLY = 64 << 20;
    private static final int MAX_FILE = 1 << 20;

    /** The characters of a token (RFC 6750), so that it can't break out of its header. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    /** The account lacks a permission. */
    static final class DeniedException extends IOException {
        private static final long serialVersionUID = 1;

        DeniedException(int status) {
            super("the service account may not list pods: HTTP status " + status);
        }
    }

    /** A body of at most a maximal size. */
    private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> body = HttpResponse.BodySubscribers.ofByteArray();
        private final int max;
        private long size;
        private Flow.@Nullable Subscription subscription;

        BoundedBody(int max) {
            this.max = max;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            body.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            size += parts.stream().mapToLong(ByteBuffer::remaining).sum();
            if (size <= max) {
                body.onNext(parts);
            } else if (subscription != null) {
                subscription.cancel();
                body.onError(new IOException("the reply is larger than " + max + " bytes"));
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.onError(failure);
        }

        @Override
        public void onComplete() {
            body.onComplete();
        }
    }

    private final Path directory;
    private final Duration whole;
    private final int bound;
    /** Its idle threads end, so it is never closed. */
    private final Executor threads = Executors.newCachedThreadPool(BackgroundThreads.factory("scaph-kubernetes"));

    private @Nullable HttpClient client;

    ServiceAccount(Path directory) {
        this(directory, WHOLE, MAX_REPLY);
    }

    ServiceAccount(Path directory, Duration whole, int bound) {
        this.directory = directory;
        this.whole = whole;
        this.bound = bound;
    }

    /** Sends a GET request and returns the body of a reply with status 200. */
    byte[] get(URI uri) throws IOException, InterruptedException {
        if (!"https".equals(uri.getScheme())) {
            throw new IOException("the token is sent by https only");
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                // Kubernetes renews it every hour or so.
                .header("Authorization", "Bearer " + token())
                .header("Accept", "application/json")
                .timeout(whole)
                .build();
        CompletableFuture<HttpResponse<byte[]>> reply = client().sendAsync(
                        request,
                        response -> response.statusCode() == 200
                                ? new BoundedBody(bound)
                                : HttpResponse.BodySubscribers.replacing(new byte[0]));
        try {
            return body(reply.get(whole.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new IOException("there was no complete reply in time", e);
        } catch (ExecutionException e) {
            // The certificate authority may have been replaced.
            client = null;
            throw e.getCause() instanceof IOException failure
                    ? new IOException(FailureText.reason(failure), failure)
                    : new IOException(String.valueOf(e.getCause()), e);
        } finally {
            reply.cancel(true);
        }
    }

    private static byte[] body(HttpResponse<byte[]> reply) throws IOException {
        return switch (reply.statusCode()) {
            case 200 -> reply.body();
            case 401, 403 -> throw new DeniedException(reply.statusCode());
            default -> throw new IOException("the reply is an error: HTTP status " + reply.statusCode());
        };
    }

    private String token() throws IOException {
        String token = new String(read("token"), StandardCharsets.ISO_8859_1).strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new IOException(directory.resolve("token") + ": it contains no token");
        }
        return token;
    }

    private byte[] read(String name) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_FILE);
        } catch (IOException e) {
            throw new IOException(file + ": " + FailureText.reason(e), e);
        }
    }

    private HttpClient client() throws IOException {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .executor(threads)
                    .sslContext(trusting())
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();
        }
        return client;
    }

    private SSLContext trusting() throws IOException {
        Path file = directory.resolve("ca.crt");
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": it contains no certificate authority", e);
        } catch (IOException e) {
            throw new IOException(file + ": " + FailureText.reason(e), e);
        }
    }
}
