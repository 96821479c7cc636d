package io.scaph.exporter.prometheus.internal.access;

import io.scaph.api.internal.text.FailureText;
import io.scaph.exporter.prometheus.internal.http.Handler;
import io.scaph.exporter.prometheus.internal.http.Request;
import io.scaph.exporter.prometheus.internal.http.Response;
import io.scaph.exporter.prometheus.internal.http.SocketSecurity;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a web configuration file demands, in force: certificates and passwords that change on the disk take effect within
 * seconds; a change that makes no sense is told in the log, and what was in force stays. Health and readiness are open to
 * all, as they tell nothing. Safe for use by several threads.
 */
public final class Access implements SocketSecurity {
    private static final Logger LOGGER = LoggerFactory.getLogger(Access.class);
    private static final long CHECK_NANOS = 5_000_000_000L;
    private static final Set<String> OPEN = Set.of("/-/healthy", "/-/ready");

    private record InForce(WebConfig config, Optional<SSLContext> tls, Passwords passwords, List<FileTime> stamps) {}

    private final Path file;
    private volatile InForce inForce;
    private volatile long checkedNanos = System.nanoTime();
    /** So that a file that stays wrong is told once and not at every look. */
    private String told = "";

    private Access(Path file, InForce inForce) {
        this.file = file;
        this.inForce = inForce;
    }

    /**
     * Puts a file in force.
     *
     * @param file the web configuration file
     * @return what it demands
     * @throws IOException if it, a certificate or a key can't be read; the message names the file
     * @throws IllegalArgumentException if it makes no sense; the message is for the user
     */
    public static Access of(Path file) throws IOException {
        return new Access(file, load(file));
    }

    private static InForce load(Path file) throws IOException {
        WebConfig config = WebConfig.read(file);
        List<FileTime> stamps = stamps(file, config);
        Optional<SSLContext> tls =
                config.tls().isPresent() ? Optional.of(context(config.tls().get())) : Optional.empty();
        return new InForce(config, tls, new Passwords(config.users()), stamps);
    }

    private static SSLContext context(WebConfig.Tls tls) throws IOException {
        ServerIdentity identity = ServerIdentity.read(tls.certificates(), tls.key());
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "scaph", identity.key(), new char[0], identity.chain().toArray(new Certificate[0]));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust(tls), null);
            return context;
        } catch (GeneralSecurityException e) {
            LOGGER.debug("{}, {}: the reason", tls.certificates(), tls.key(), e);
            throw new IOException(tls.certificates() + ", " + tls.key() + ": this Java can't use them for TLS", e);
        }
    }

    /** Which clients are trusted: none, where no certificate is asked for. */
    private static TrustManager[] trust(WebConfig.Tls tls) throws IOException, GeneralSecurityException {
        if (tls.clientAuthorities().isEmpty()) {
            return new TrustManager[0];
        }
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        int count = 0;
        for (Certificate certificate : Certificates.read(tls.clientAuthorities().get())) {
            authorities.setCertificateEntry("authority-" + count++, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(authorities);
        return managers.getTrustManagers();
    }

    private static List<FileTime> stamps(Path file, WebConfig config) throws IOException {
        List<Path> files = new ArrayList<>(List.of(file));
        config.tls().ifPresent(tls -> {
            files.add(tls.certificates());
            files.add(tls.key());
            tls.clientAuthorities().ifPresent(files::add);
        });
        List<FileTime> stamps = new ArrayList<>();
        for (Path path : files) {
            try {
                stamps.add(Files.getLastModifiedTime(path));
            } catch (FileSystemException e) {
                throw new IOException(FailureText.withFile(e), e);
            }
        }
        return stamps;
    }

    private InForce current() {
        if (System.nanoTime() - checkedNanos > CHECK_NANOS) {
            reload();
        }
        return inForce;
    }

    private synchronized void reload() {
        if (System.nanoTime() - checkedNanos <= CHECK_NANOS) {
            return;
        }
        checkedNanos = System.nanoTime();
        try {
            if (!stamps(file, inForce.config).equals(inForce.stamps)) {
                inForce = load(file);
                told = "";
                LOGGER.info("{}: what it demands now is in force", file);
            }
        } catch (IOException | IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(told)) {
                LOGGER.warn("what was in force stays: {}", reason);
            }
            told = reason;
            LOGGER.debug("the reason", e);
        }
    }

    /**
     * Whether the metrics are served by TLS.
     *
     * @return false for plain HTTP
     */
    public boolean isTls() {
        return inForce.tls.isPresent();
    }

    @Override
    public Socket secure(Socket socket) throws IOException {
        InForce now = current();
        if (now.tls.isEmpty() || now.config.tls().isEmpty()) {
            return socket;
        }
        WebConfig.Tls tls = now.config.tls().get();
        SSLSocket secured = (SSLSocket) now.tls
                .get()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.setEnabledProtocols(tls.protocols().toArray(new String[0]));
        secured.setNeedClientAuth(tls.clientAuth() == WebConfig.ClientAuth.REQUIRED);
        if (tls.clientAuth() == WebConfig.ClientAuth.IF_GIVEN) {
            secured.setWantClientAuth(true);
        }
        secured.startHandshake();
        return secured;
    }

    /**
     * Lets only those through who may read.
     *
     * @param handler answers them
     * @return answers everybody
     */
    public Handler guard(Handler handler) {
        return request -> isOpen(request) || current().passwords.letIn(request.header("authorization"))
                ? handler.answer(request)
                : Response.text(401, "who are you?")
                        .with("WWW-Authenticate", "Basic realm=\"scaph\", charset=\"UTF-8\"");
    }

    private static boolean isOpen(Request request) {
        return OPEN.contains(request.path());
    }
}
