package io.scaph.exporter.prometheus.internal.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The key and certificates that prove a server's name.
 *
 * @param key the private key
 * @param chain the certificate of the key, then each one's issuer
 */
record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    /**
     * Finds the key and its certificate. Both may be in the same file; their order does not matter, nor does that of the
     * chain. Certificates that are not part of the chain are left out.
     *
     * @throws IOException if a file can't be read, or no key is that of a certificate; the message names the files
     */
    static ServerIdentity read(Path certificateFile, Path keyFile) throws IOException {
        List<PrivateKey> keys = PrivateKeys.read(keyFile);
        List<X509Certificate> certificates = Certificates.read(certificateFile);
        for (PrivateKey key : keys) {
            for (X509Certificate certificate : certificates) {
                // Otherwise every handshake would fail later, without a reason that helps.
                if (isPair(key, certificate.getPublicKey())) {
                    return new ServerIdentity(key, chain(certificate, certificates));
                }
            }
        }
        throw new IOException(keyFile + ": this is not the key of the certificate in " + certificateFile);
    }

    private static List<X509Certificate> chain(X509Certificate first, List<X509Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(first);
        while (next.isPresent()) {
            X509Certificate last = next.get();
            chain.add(last);
            next = certificates.stream()
                    .filter(issuer -> issuer.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .filter(issuer -> !chain.contains(issuer))
                    .findFirst();
        }
        return chain;
    }

    /** Whether a key made the signature that the other accepts. */
    private static boolean isPair(PrivateKey key, PublicKey publicKey) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] sample = "a sample".getBytes(StandardCharsets.UTF_8);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(sample);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException e) {
            // The keys have different types or sizes.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
