package io.scaph.exporter.prometheus.internal.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** The certificates in a file: PEM, or a single one in DER. */
final class Certificates {
    /** The first byte of a certificate in DER. */
    private static final byte DER_SEQUENCE = 0x30;

    private Certificates() {}

    /**
     * Reads a file.
     *
     * @return its certificates, in their order; at least one
     * @throws IOException if the file has no certificate, or a damaged one; the message names the file
     */
    static List<X509Certificate> read(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        List<Pem.Block> blocks = Pem.blocks(file);
        for (Pem.Block block : blocks) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                certificates.add(parse(block.content(), file + ": certificate " + (certificates.size() + 1)));
            }
        }
        byte[] bytes = blocks.isEmpty() ? Pem.bytes(file) : new byte[0];
        if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
            certificates.add(parse(bytes, file + ": it is not PEM, and as a certificate in DER it"));
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + ": there is no certificate in it");
        }
        return certificates;
    }

    private static X509Certificate parse(byte[] content, String name) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException | RuntimeException e) {
            // Its message is written for programmers.
            throw new IOException(name + " is damaged", e);
        }
    }
}
