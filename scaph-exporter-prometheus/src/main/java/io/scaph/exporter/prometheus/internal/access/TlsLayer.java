package io.scaph.exporter.prometheus.internal.access;

import io.scaph.exporter.prometheus.internal.http.SocketSecurity;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS with the certificates and the key of a web configuration file, as they were when it was made. */
record TlsLayer(WebConfig.Tls config, SSLContext context) implements SocketSecurity {
    /**
     * Reads certificates and key.
     *
     * @throws IOException if a file can't be read or can't be used; the message names it
     */
    static TlsLayer of(WebConfig.Tls config) throws IOException {
        ServerIdentity identity = ServerIdentity.read(config.certificates(), config.key());
        try {
            KeyStore keys = emptyStore();
            keys.setKeyEntry(
                    "scaph", identity.key(), new char[0], identity.chain().toArray(new Certificate[0]));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust(config), null);
            return new TlsLayer(config, context);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    config.certificates() + ", " + config.key() + ": this Java can't use them for TLS", e);
        }
    }

    /** The clients that are trusted: none, if clients need no certificate. */
    private static TrustManager[] trust(WebConfig.Tls config) throws IOException, GeneralSecurityException {
        if (config.clientAuthorities().isEmpty()) {
            return new TrustManager[0];
        }
        KeyStore authorities = emptyStore();
        int count = 0;
        for (Certificate certificate :
                Certificates.read(config.clientAuthorities().get())) {
            authorities.setCertificateEntry("authority-" + count++, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(authorities);
        return managers.getTrustManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    @Override
    public Socket secure(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.setEnabledProtocols(config.protocols().toArray(new String[0]));
        if (config.clientsNeedCertificate()) {
            secured.setNeedClientAuth(true);
        } else {
            secured.setWantClientAuth(config.clientAuthorities().isPresent());
        }
        secured.startHandshake();
        return secured;
    }
}
